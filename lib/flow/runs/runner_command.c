#include "flow/runs/runner_command.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/file/flow_env.h"
#include "flow/graph/flow_around.h"
#include "flow/graph/flow_scope.h"

static void
add(struct words *w, struct span text)
{
	w->argv = mem_grow(w->argv, &w->cap, w->n + 2, sizeof *w->argv);
	w->argv[w->n++] = mem_dup(text);
	w->argv[w->n] = NULL;
}

/* NAME is in b. */
static void
add_value(struct words *w, struct buf *b, const char *value)
{
	buf_printf(b, "=%s", value);
	add(w, buf_span(b));
	buf_clear(b);
}

static void
add_node(struct words *w, struct buf *b, const struct flow_node *n,
    const struct run_node *now)
{
	flow_env_node(b, n->name, "status");
	add_value(w, b, node_state_name(now->state));
	for (size_t i = 0; i < now->n_outs; i++) {
		flow_env_node(b, n->name, now->outs[i].name);
		add_value(w, b, now->outs[i].value);
	}
}

/* For sh =: the parameters, and nodes that surely ended before this one. */
static void
add_names(struct words *w, const struct run *run, size_t node)
{
	const struct flow *f = &run->plan->flow;
	struct buf b = { 0 };

	for (size_t i = 0; i < f->n_params; i++) {
		flow_env_param(&b, f->params[i].name);
		add_value(w, &b, run->params[i]);
	}
	for (size_t i = 0; i < f->n_nodes; i++)
		if (i != node && flow_graph_sure(&run->plan->graph, node, i))
			add_node(w, &b, &f->nodes[i], &run->nodes[i]);
	buf_free(&b);
}

/* Which run and node it is: for every command. */
static void
add_place(struct words *w, const struct run *run, size_t node)
{
	struct buf b = { 0 };

	buf_printf(&b, "RECON_RUN=%jd", (intmax_t)run->id);
	add(w, buf_span(&b));
	buf_clear(&b);
	buf_printf(&b, "RECON_NODE=%s", run->plan->flow.nodes[node].name);
	add(w, buf_span(&b));
	buf_free(&b);
}

int
runner_command_make(
    struct runner_command *c, const struct run *run, size_t node, struct err *e)
{
	const struct flow_node *n = &run->plan->flow.nodes[node];
	bool when = run->nodes[node].part == PART_WHEN;
	struct run_scope scope = { .run = run };

	flow_around_path(&run->plan->flow, "", &c->cwd);
	if (c->cwd.len == 1) { /* the flow's path has no directory */
		buf_clear(&c->cwd);
		buf_str(&c->cwd, ".");
		buf_byte(&c->cwd, '\0');
	}
	add_place(&c->env, run, node);
	if (!when && n->kind == FLOW_SH) {
		add(&c->words, SPAN("/bin/sh"));
		add(&c->words, SPAN("-c"));
		add(&c->words, span_str(n->does));
		add_names(&c->env, run, node);
		return 0;
	}
	return named_words_make(
	    when ? &n->when : &n->words, run_lookup, &scope, &c->words, e);
}

void
runner_command_free(struct runner_command *c)
{
	words_free(&c->words);
	words_free(&c->env);
	buf_free(&c->cwd);
}
