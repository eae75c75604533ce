#include "flow/graph/flow_graph.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/near_name.h"

enum {
	BITS = 64,
	LIKE_MAX = 20, /* unknown names for which a like one is looked up */
};

/* A name and its place, to be put in order. */
struct named {
	const char *name;
	size_t at;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : (x->at > y->at) - (x->at < y->at);
}

static void
name_nodes(struct flow_graph *g, struct told *told)
{
	const struct flow *f = g->flow;
	struct named *list = mem_alloc((f->n_nodes + 1) * sizeof *list);

	for (size_t i = 0; i < f->n_nodes; i++)
		list[i] = (struct named){ f->nodes[i].name, i };
	qsort(list, f->n_nodes, sizeof *list, by_name);
	g->by_name = mem_alloc((f->n_nodes + 1) * sizeof *g->by_name);
	for (size_t i = 0; i < f->n_nodes; i++) {
		g->by_name[i] = list[i].at;
		if (i && !strcmp(list[i - 1].name, list[i].name))
			told_add(told, f->path, f->nodes[list[i].at].line,
			    "[node %s] is there twice, in line %ju too",
			    list[i].name,
			    (uintmax_t)f->nodes[list[i - 1].at].line);
	}
	free(list);
}

size_t
flow_graph_find(const struct flow_graph *g, struct span name)
{
	size_t from = 0, until = g->flow->n_nodes;

	while (from < until) {
		size_t mid = from + (until - from) / 2;
		const char *s = g->flow->nodes[g->by_name[mid]].name;

		if (span_cmp(span_str(s), name) < 0)
			from = mid + 1;
		else
			until = mid;
	}
	if (from < g->flow->n_nodes &&
	    span_eq(span_str(g->flow->nodes[g->by_name[from]].name), name))
		return g->by_name[from];
	return FLOW_NOWHERE;
}

/* A node with a name like it, or NULL. */
static const char *
like(const struct flow *f, const char *name)
{
	struct near_name near;

	near_name_begin(&near, name);
	for (size_t i = 0; i < f->n_nodes; i++)
		near_name_try(&near, f->nodes[i].name);
	return near.name;
}

static void
no_parent(const struct flow *f, const struct flow_edge *edge, size_t *n,
    struct told *told)
{
	const char *near = (*n)++ < LIKE_MAX ? like(f, edge->parent) : NULL;

	told_add(told, f->path, edge->line,
	    "after: there is no [node %s]%s%s%s", edge->parent,
	    near ? "; the nearest is \"" : "", near ? near : "",
	    near ? "\"" : "");
}

static void
find_parents(struct flow_graph *g, struct told *told)
{
	const struct flow *f = g->flow;
	size_t n = 0, unknown = 0;

	g->first = mem_alloc((f->n_nodes + 1) * sizeof *g->first);
	for (size_t i = 0; i < f->n_nodes; i++) {
		g->first[i] = n;
		n += f->nodes[i].n_after;
	}
	g->first[f->n_nodes] = n;
	g->parents = mem_alloc((n + 1) * sizeof *g->parents);
	for (size_t i = 0; i < f->n_nodes; i++)
		for (size_t k = 0; k < f->nodes[i].n_after; k++) {
			const struct flow_edge *edge = &f->nodes[i].after[k];
			size_t at = flow_graph_find(g, span_str(edge->parent));

			g->parents[g->first[i] + k] = at;
			if (at == FLOW_NOWHERE)
				no_parent(f, edge, &unknown, told);
		}
}

static void
find_children(struct flow_graph *g)
{
	size_t n = g->flow->n_nodes, edges = g->first[n];

	g->child = mem_zeroed(n + 2, sizeof *g->child);
	g->children = mem_alloc((edges + 1) * sizeof *g->children);
	for (size_t e = 0; e < edges; e++)
		if (g->parents[e] != FLOW_NOWHERE)
			g->child[g->parents[e] + 2]++;
	for (size_t i = 2; i < n + 2; i++)
		g->child[i] += g->child[i - 1];
	/* child[i + 1] moves from the begin of i's to their end */
	for (size_t i = 0; i < n; i++)
		for (size_t e = g->first[i]; e < g->first[i + 1]; e++)
			if (g->parents[e] != FLOW_NOWHERE)
				g->children[g->child[g->parents[e] + 1]++] = i;
}

/* Kahn's: a node comes when all of its parents came. */
static void
put_in_order(struct flow_graph *g)
{
	size_t n = g->flow->n_nodes;
	size_t *waits = mem_alloc((n + 1) * sizeof *waits);

	g->order = mem_alloc((n + 1) * sizeof *g->order);
	g->n_order = 0;
	for (size_t i = 0; i < n; i++) {
		waits[i] = g->first[i + 1] - g->first[i];
		if (waits[i] == 0)
			g->order[g->n_order++] = i;
	}
	for (size_t done = 0; done < g->n_order; done++) {
		size_t i = g->order[done];

		for (size_t k = g->child[i]; k < g->child[i + 1]; k++)
			if (--waits[g->children[k]] == 0)
				g->order[g->n_order++] = g->children[k];
	}
	free(waits);
}

/* The row of a node that was reached has its own bit, too. */
static uint64_t *
row(const struct flow_graph *g, size_t node)
{
	return g->sure + node * g->words;
}

static void
find_sure(struct flow_graph *g)
{
	const struct flow *f = g->flow;

	g->words = f->n_nodes / BITS + 1;
	g->sure = mem_zeroed(f->n_nodes * g->words + 1, sizeof *g->sure);
	for (size_t o = 0; o < g->n_order; o++) {
		size_t i = g->order[o];
		bool any = f->nodes[i].join == FLOW_ANY;
		uint64_t *to = row(g, i);

		for (size_t e = g->first[i]; e < g->first[i + 1]; e++) {
			const uint64_t *from = row(g, g->parents[e]);

			for (size_t w = 0; w < g->words; w++)
				to[w] = any && e > g->first[i]
				    ? to[w] & from[w]
				    : to[w] | from[w];
		}
		to[i / BITS] |= (uint64_t)1 << i % BITS;
	}
}

bool
flow_graph_reached(const struct flow_graph *g, size_t node)
{
	return row(g, node)[node / BITS] >> node % BITS & 1;
}

bool
flow_graph_sure(const struct flow_graph *g, size_t node, size_t other)
{
	return node != other && row(g, node)[other / BITS] >> other % BITS & 1;
}

void
flow_graph_make(struct flow_graph *g, const struct flow *f, struct told *told)
{
	*g = (struct flow_graph){ .flow = f };
	name_nodes(g, told);
	find_parents(g, told);
	find_children(g);
	put_in_order(g);
	find_sure(g);
}

void
flow_graph_free(struct flow_graph *g)
{
	free(g->by_name);
	free(g->parents);
	free(g->first);
	free(g->children);
	free(g->child);
	free(g->order);
	free(g->sure);
	*g = (struct flow_graph){ 0 };
}
