#include "flow/view/show_next.h"

#include <inttypes.h>

enum { NODES = 5 }; /* whose commands are told */

struct next {
	const struct show *show;
	const struct show_view *view;
	show_next_do *fn;
	void *arg;
	struct buf line;
};

static void
say(struct next *n, const char *verb, const char *node, const char *behind)
{
	bool lists = !strcmp(verb, "ls");

	buf_clear(&n->line);
	buf_printf(&n->line, "recon-flow %s%s%s %" PRId64, verb, n->show->named,
	    lists ? " --of" : "", n->view->run.id);
	if (node) {
		buf_byte(&n->line, ' ');
		buf_str(&n->line, node);
	}
	buf_str(&n->line, behind);
	buf_byte(&n->line, '\0');
	n->fn(n->arg, n->line.p);
}

/* True where there was something to say. */
static bool
say_of(struct next *n, size_t i)
{
	const struct run_node *node = &n->view->run.nodes[i];
	const char *name = n->view->plan.flow.nodes[i].name;

	if (node->state == NODE_WAITING && node->waits == WAITS_PERSON) {
		say(n, "approve", name, "");
		say(n, "refuse", name, " --why TEXT");
		return true;
	}
	if (node->state == NODE_HELD) {
		if (node->hold) {
			say(n, "go", name, "");
			return true;
		}
		say(n, "redo", name, "");
		say(n, "pass", name, " --why TEXT");
		say(n, "skip", name, " --why TEXT");
		return true;
	}
	if (node->state == NODE_FAILED && n->view->run.state == RUN_FAILED) {
		say(n, "redo", name, " --and-after");
		return true;
	}
	return false;
}

/* Runs of its nodes that went wrong, or go on. */
static bool
has_runs(const struct show_view *v)
{
	for (size_t i = 0; i < v->plan.flow.n_nodes; i++)
		if (v->children[i].going || v->children[i].failed ||
		    v->children[i].cancelled)
			return true;
	return false;
}

void
show_next(const struct show *s, const struct show_view *v, show_next_do *fn,
    void *arg)
{
	struct next n = { .show = s, .view = v, .fn = fn, .arg = arg };
	int said = 0;

	if (v->run.state == RUN_HELD)
		say(&n, "go", NULL, "");
	for (size_t i = 0; i < v->plan.flow.n_nodes && said < NODES; i++)
		said += say_of(&n, i);
	if (has_runs(v))
		say(&n, "ls", NULL, "");
	buf_free(&n.line);
}
