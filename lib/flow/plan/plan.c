#include "flow/plan/plan.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/file/flow_read.h"
#include "flow/graph/flow_check.h"
#include "io/digest.h"
#include "io/trusted_text.h"

_Static_assert(PLAN_DIGEST_CAP == DIGEST_TEXT + 1, "a digest fits");

void
plan_digest(const char *path, struct span text, char digest[PLAN_DIGEST_CAP])
{
	struct digest_sum *sum = digest_begin();

	digest_add(sum, (struct span){ path, strlen(path) + 1 });
	digest_add(sum, text);
	digest_end(sum, digest);
}

static size_t
n_edges(const struct plan *p)
{
	return p->graph.first[p->flow.n_nodes];
}

/* graph.children has nodes in the order of edges. */
static void
find_down(struct plan *p)
{
	const struct flow_graph *g = &p->graph;
	size_t *next = mem_alloc((p->flow.n_nodes + 1) * sizeof *next);

	memcpy(next, g->child, (p->flow.n_nodes + 1) * sizeof *next);
	p->down = mem_alloc((n_edges(p) + 1) * sizeof *p->down);
	for (size_t e = 0; e < n_edges(p); e++)
		p->down[next[g->parents[e]]++] = e;
	free(next);
}

/* A condition that was checked. */
static int
parse(struct flow_condition *c, const char *text, struct err *e)
{
	return text ? flow_condition_parse(c, span_str(text), e) : 0;
}

static int
parse_conditions(struct plan *p, struct err *e)
{
	size_t at = 0;

	p->edges = mem_zeroed(n_edges(p) + 1, sizeof *p->edges);
	p->until = mem_zeroed(p->flow.n_nodes + 1, sizeof *p->until);
	for (size_t i = 0; i < p->flow.n_nodes; i++) {
		const struct flow_node *n = &p->flow.nodes[i];

		if (parse(&p->until[i], n->until, e))
			return -1;
		for (size_t k = 0; k < n->n_after; k++)
			if (parse(&p->edges[at++], n->after[k].condition, e))
				return -1;
	}
	return 0;
}

/* The first of what was told from there on. */
static int
fail(const struct told *told, size_t from, struct err *e)
{
	const struct told_fault *f = &told->list[from];
	size_t more = told->n - from - 1;

	if (more)
		err_set(e, ST_DATA, "%s (and %zu more)", f->text, more);
	else
		err_set(e, ST_DATA, "%s", f->text);
	return err_at(e, f->file, f->line);
}

int
plan_make(struct plan *p, const char *path, struct span text, struct told *told,
    struct err *e)
{
	size_t before = told->n;
	int r = 0;

	*p = (struct plan){ 0 };
	buf_add(&p->text, text);
	plan_digest(path, text, p->digest);
	flow_read_text(&p->flow, path, text, told);
	flow_graph_make(&p->graph, &p->flow, told);
	flow_check_text(&p->graph, told);
	if (told->n > before)
		r = fail(told, before, e);
	if (r == 0) {
		find_down(p);
		r = parse_conditions(p, e);
	}
	if (r)
		plan_free(p);
	return r;
}

int
plan_read(struct plan *p, const char *path, struct told *told, struct err *e)
{
	struct buf text = { 0 };
	int r = trusted_text_read(path, &text, e);

	if (r == 0)
		r = plan_make(p, path, buf_span(&text), told, e);
	buf_free(&text);
	return r;
}

void
plan_free(struct plan *p)
{
	size_t edges = p->edges ? n_edges(p) : 0;

	for (size_t e = 0; e < edges; e++)
		flow_condition_free(&p->edges[e]);
	for (size_t i = 0; p->until && i < p->flow.n_nodes; i++)
		flow_condition_free(&p->until[i]);
	free(p->edges);
	free(p->until);
	free(p->down);
	flow_graph_free(&p->graph);
	flow_free(&p->flow);
	buf_free(&p->text);
	*p = (struct plan){ 0 };
}
