#include "flow/graph/flow_files.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/file/flow_read.h"
#include "flow/graph/flow_around.h"
#include "flow/graph/flow_check.h"
#include "flow/graph/flow_scope.h"

static int check_file(struct flow_files *, const char *path, size_t depth,
    size_t *at, struct told *, struct err *);

static bool
is_number(enum flow_type t)
{
	return t == FLOW_INT || t == FLOW_AMOUNT;
}

/* The value is that of a name, whose type it cannot have. */
static void
check_type(const struct flow_graph *g, size_t at, const struct flow_set *set,
    const struct flow_param *p, struct told *told)
{
	struct flow_scope s = {
		.graph = g, .node = at, .parent = FLOW_NOWHERE, .lines = true
	};
	struct flow_ref ref;
	struct err e;

	if (flow_scope_find(&s, set->text.list->text, &ref, &e) ||
	    (ref.param && !ref.param->typed) || !p->typed)
		return;
	if ((ref.type == FLOW_DATE && is_number(p->type)) ||
	    (is_number(ref.type) && p->type == FLOW_DATE))
		told_add(told, g->flow->path, set->line,
		    "param %s: it is of type %s, and {%s} of type %s",
		    set->name, flow_type_name(p->type),
		    excerpt(set->text.list->text).s, flow_type_name(ref.type));
}

/* What the node says of the parameters of the flow that it runs. */
static void
check_params(const struct flow_graph *g, size_t at, const struct flow *sub,
    struct told *told)
{
	const struct flow *f = g->flow;
	const struct flow_node *n = &f->nodes[at];

	for (size_t i = 0; i < n->n_params; i++) {
		const struct flow_set *set = &n->params[i];
		const struct flow_param *p =
		    flow_param(sub, span_str(set->name));
		bool plain = set->text.n <= 1 &&
		    (!set->text.n || !set->text.list->is_name);

		if (!p)
			told_add(told, f->path, set->line,
			    "param %s: %s has no [param %s]", set->name,
			    sub->path, set->name);
		else if (plain && set->text.bytes)
			flow_check_value(sub, p,
			    set->text.n ? set->text.list->text
					: (struct span){ "", 0 },
			    f->path, set->line, "param", told);
		else if (set->text.n == 1)
			check_type(g, at, set, p, told);
	}
	flow_check_given(sub, n->params, n->n_params, f->path, n->does_line,
	    sub->path, told);
}

static void
check_sub(struct flow_files *c, const struct flow_graph *g, size_t node,
    size_t depth, struct told *told)
{
	const struct flow *f = g->flow;
	const struct flow_node *n = &f->nodes[node];
	struct buf path = { 0 };
	struct err e;
	size_t at;

	flow_around_path(f, n->does, &path);
	if (depth == FLOW_DEPTH_MAX)
		told_add(told, f->path, n->does_line,
		    "flow: %s would be the %dth flow within another", n->does,
		    FLOW_DEPTH_MAX);
	else if (check_file(c, path.p, depth, &at, told, &e))
		told_add(told, f->path, n->does_line, "flow: %s", e.text);
	else if (c->list[at].open)
		told_add(told, f->path, n->does_line,
		    "flow: %s runs this one in its turn, a circle", path.p);
	else
		check_params(g, node, c->list[at].flow, told);
	buf_free(&path);
}

/* Text and surroundings of one file that was read, and what it runs. */
static void
check_one(
    struct flow_files *c, const struct flow *f, size_t depth, struct told *told)
{
	struct flow_graph g;

	flow_graph_make(&g, f, told);
	flow_check_text(&g, told);
	flow_around_check(f, c->transports, told);
	for (size_t i = 0; i < f->n_nodes; i++)
		if (f->nodes[i].kind == FLOW_FLOW)
			check_sub(c, &g, i, depth + 1, told);
	flow_graph_free(&g);
}

/* *at: its place, also where it was looked at before. */
static int
check_file(struct flow_files *c, const char *path, size_t depth, size_t *at,
    struct told *told, struct err *e)
{
	char *real = realpath(path, NULL);
	struct flow *f;

	if (!real)
		return err_sys(e, ST_FAIL, "%s", path);
	for (*at = 0; *at < c->n; ++*at)
		if (!strcmp(c->list[*at].real, real)) {
			free(real);
			return 0;
		}
	f = mem_zeroed(1, sizeof *f);
	if (flow_read(f, path, told, e)) {
		flow_free(f);
		free(f);
		free(real);
		return -1;
	}
	c->list = mem_grow(c->list, &c->cap, c->n + 1, sizeof *c->list);
	c->list[c->n++] = (struct flow_file){ real, f, true };
	check_one(c, f, depth, told);
	c->list[*at].open = false;
	return 0;
}

int
flow_files_check(
    struct flow_files *c, const char *path, struct told *told, struct err *e)
{
	size_t at;

	return check_file(c, path, 0, &at, told, e);
}

void
flow_files_free(struct flow_files *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->list[i].real);
		flow_free(c->list[i].flow);
		free(c->list[i].flow);
	}
	free(c->list);
	*c = (struct flow_files){ 0 };
}
