#include "flow/view/show_words.h"

#include <inttypes.h>

#include "base/plural.h"
#include "base/visible_text.h"
#include "text/width.h"

enum {
	NAMES = 3, /* of nodes that are waited for */
	WHY = 160, /* columns of a reason */
};

const char *
show_run_state(const struct run *r)
{
	if (r->state == RUN_GOING)
		for (size_t i = 0; i < r->plan->flow.n_nodes; i++)
			if (r->nodes[i].state == NODE_HELD)
				return run_state_name(RUN_HELD);
	return run_state_name(r->state);
}

void
show_origin(struct buf *b, const struct show_view *v)
{
	const struct run_origin *o = &v->run.origin;

	if (o->parent) {
		buf_printf(b, "run %" PRId64, o->parent);
		if (o->item) {
			buf_str(b, ", for ");
			visible_add(b, span_str(o->item));
		}
	} else if (o->schedule) {
		buf_str(b, "schedule ");
		visible_add(b, span_str(o->schedule));
		if (o->due) {
			buf_str(b, ", due ");
			visible_add(b, span_str(o->due));
		}
	} else if (o->who) {
		visible_add(b, span_str(o->who));
	} else {
		buf_byte(b, '-');
	}
}

void
show_params(struct buf *b, const struct run *r)
{
	for (size_t i = 0; i < r->plan->flow.n_params; i++) {
		const char *value = r->params[i] ? r->params[i] : "";
		bool quoted = !*value || strpbrk(value, " \t\"'");

		buf_str(b, i ? " " : "");
		visible_add(b, span_str(r->plan->flow.params[i].name));
		buf_str(b, quoted ? "=\"" : "=");
		visible_add(b, span_str(value));
		buf_str(b, quoted ? "\"" : "");
	}
}

bool
show_is_waited_for(const struct run_node *n)
{
	return !node_has_ended(n->state) &&
	    (n->state != NODE_WAITING || n->waits != WAITS_PARENTS);
}

static void
put_parents(struct buf *b, const struct show_view *v, size_t node)
{
	const struct flow_graph *g = &v->plan.graph;
	size_t open = 0;

	for (size_t k = g->first[node]; k < g->first[node + 1]; k++) {
		size_t parent = g->parents[k];

		if (parent == FLOW_NOWHERE ||
		    node_has_ended(v->run.nodes[parent].state))
			continue;
		if (++open > NAMES)
			continue;
		buf_str(b, open == 1 ? "for " : ", ");
		visible_add(b, span_str(v->plan.flow.nodes[parent].name));
	}
	if (open > NAMES)
		buf_printf(b, " and %zu more", open - NAMES);
}

static void
put_waits(struct buf *b, const struct show_view *v, const struct show_clock *c,
    size_t node)
{
	const struct run_node *n = &v->run.nodes[node];
	const struct flow_node *f = &v->plan.flow.nodes[node];

	switch (n->waits) {
	case WAITS_PARENTS:
		put_parents(b, v, node);
		return;
	case WAITS_PERSON:
		buf_str(b, "for leave of ");
		visible_add(b, span_str(f->approve ? f->approve : "a person"));
		return;
	case WAITS_DELAY:
		buf_str(b, "until ");
		show_time(b, c, n->wake);
		return;
	case WAITS_RETRY:
		buf_printf(b, "next try %" PRIu32 " of %u, at ",
		    n->failures + 1, f->retry + 1);
		show_time(b, c, n->wake);
		break;
	case WAITS_POLL:
		buf_str(b, "asks again at ");
		show_time(b, c, n->wake);
		break;
	case WAITS_NOT:
		break;
	}
	if (n->why) {
		buf_str(b, ": ");
		width_shorten(b, span_str(n->why), WHY);
	}
}

static void
put_runs(struct buf *b, const struct flow_store_children *c)
{
	enum { WORDS = 5 };
	static const char *const words[WORDS] = { "held", "going", "done",
		"failed", "cancelled" };
	const size_t counts[WORDS] = { c->held, c->going - c->held, c->done,
		c->failed, c->cancelled };
	size_t all = 0;

	for (size_t i = 0; i < WORDS; i++)
		all += counts[i];
	buf_printf(b, "%zu run%s", all, plural(all));
	for (size_t i = 0, n = 0; i < WORDS; i++)
		if (counts[i])
			buf_printf(b, "%s%zu %s", n++ ? ", " : ": ", counts[i],
			    words[i]);
}

/* Adds a note behind others. */
static void
note(struct buf *b, size_t was, const char *text)
{
	buf_str(b, b->len > was ? "; " : "");
	buf_str(b, text);
}

static void
put_notes(struct buf *b, const struct show_view *v, size_t node, size_t was)
{
	const struct run_node *n = &v->run.nodes[node];

	if (v->plan.flow.nodes[node].kind == FLOW_FLOW &&
	    n->state != NODE_WAITING && n->state != NODE_READY) {
		note(b, was, "");
		put_runs(b, &v->children[node]);
	}
	if (n->stopping && !node_has_ended(n->state))
		note(b, was, "is being ended");
	if (n->passed)
		note(b, was, "passed by a person");
	if (n->older)
		note(b, was, "older than a node before it");
}

void
show_why(struct buf *b, const struct show_view *v, const struct show_clock *c,
    size_t node)
{
	const struct run_node *n = &v->run.nodes[node];
	size_t was = b->len;

	if (n->state == NODE_WAITING) {
		put_waits(b, v, c, node);
	} else if (n->state == NODE_READY) {
		buf_str(b, "for a place");
		if (n->class || v->plan.flow.nodes[node].class) {
			buf_str(b, " in class ");
			visible_add(b,
			    span_str(
				n->class ? n->class
					 : v->plan.flow.nodes[node].class));
		}
	} else if (n->hold && n->state == NODE_HELD && !n->why) {
		buf_str(b, "a person said hold");
	} else if (n->why) {
		width_shorten(b, span_str(n->why), WHY);
	}
	put_notes(b, v, node, was);
}

void
show_attempt_end(struct buf *b, const char *end, int status, bool is_event)
{
	if (!end) {
		buf_str(b, "running");
		return;
	}
	visible_add(b, span_str(end));
	if (is_event)
		return;
	if (status > 256)
		buf_printf(b, ", signal %d", status - 256);
	else if (status > 0) /* -1: it was ended before it had one */
		buf_printf(b, ", status %d", status);
}
