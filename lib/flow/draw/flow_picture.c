#include <stdlib.h>

#include "base/mem.h"
#include "flow/draw/flow_draw.h"
#include "flow/draw/flow_label.h"
#include "flow/draw/flow_shape.h"
#include "flow/draw/rank_layout.h"
#include "html/html.h"
#include "text/width.h"

enum {
	COLUMN = 7,  /* pixels of a column of text */
	ROW = 17,    /* of a line of it */
	ABOVE = 8,   /* and below it, within a box */
	LEAST = 64,  /* width of a box */
	MARGIN = 12, /* around the picture */
	POINT = 22,  /* height of "Start" and "End" */
};

/* Boxes are nodes, then "Start", then "End"; lines are edges as the graph has them,
 * then those from the one and to the other. */
struct picture {
	const struct flow_graph *graph;
	const struct flow_mark *marks; /* or NULL */
	struct flow_label *labels;     /* owned, of nodes */
	struct flow_line *conditions;  /* owned, of edges */
	size_t n_edges;
	struct rank_layout layout; /* owned, with its boxes and lines */
};

static void
measure_node(struct picture *p, size_t i)
{
	static const struct flow_mark plain;
	struct flow_label *l = &p->labels[i];
	size_t widest = 0;

	flow_label_make(
	    l, &p->graph->flow->nodes[i], p->marks ? &p->marks[i] : &plain);
	for (size_t k = 0; k < l->n; k++) {
		size_t width = width_of(buf_span(&l->line[k].shown));

		if (width > widest)
			widest = width;
	}
	p->layout.boxes[i].w = (int)widest * COLUMN + 2 * FLOW_SHAPE_ASIDE;
	if (p->layout.boxes[i].w < LEAST)
		p->layout.boxes[i].w = LEAST;
	p->layout.boxes[i].h = (int)l->n * ROW + 2 * ABOVE;
}

static struct rank_line *
add_line(struct picture *p, size_t from, size_t to)
{
	struct rank_line *l = &p->layout.lines[p->layout.n_lines++];

	*l = (struct rank_line){ .from = from, .to = to };
	return l;
}

static void
add_edge(struct picture *p, size_t from, size_t to, const char *condition)
{
	struct flow_line *shown = &p->conditions[p->layout.n_lines];
	struct rank_line *l = add_line(p, from, to);

	if (!condition)
		return;
	flow_line_make(shown, span_str(condition));
	l->w = COLUMN * (int)width_of(buf_span(&shown->shown)) + 10;
	l->h = ROW;
}

static void
add_edges(struct picture *p)
{
	const struct flow_graph *g = p->graph;
	const struct flow *f = g->flow;

	for (size_t i = 0; i < f->n_nodes; i++)
		for (size_t k = 0; k < f->nodes[i].n_after; k++)
			if (g->parents[g->first[i] + k] != FLOW_NOWHERE)
				add_edge(p, g->parents[g->first[i] + k], i,
				    f->nodes[i].after[k].condition);
	p->n_edges = p->layout.n_lines;
	for (size_t i = 0; i < f->n_nodes; i++) {
		if (f->nodes[i].n_after == 0)
			add_line(p, f->n_nodes, i);
		if (g->child[i] == g->child[i + 1])
			add_line(p, i, f->n_nodes + 1);
	}
}

static void
picture_begin(struct picture *p)
{
	const struct flow *f = p->graph->flow;
	size_t edges = p->graph->first[f->n_nodes];

	p->labels = mem_zeroed(f->n_nodes, sizeof *p->labels);
	p->conditions = mem_zeroed(edges, sizeof *p->conditions);
	p->layout.n_boxes = f->n_nodes + 2;
	p->layout.boxes =
	    mem_zeroed(p->layout.n_boxes, sizeof *p->layout.boxes);
	p->layout.lines =
	    mem_zeroed(edges + 2 * f->n_nodes, sizeof *p->layout.lines);
	for (size_t i = 0; i < f->n_nodes; i++)
		measure_node(p, i);
	for (size_t i = f->n_nodes; i < f->n_nodes + 2; i++)
		p->layout.boxes[i] =
		    (struct rank_box){ .w = LEAST, .h = POINT };
	add_edges(p);
}

static void
picture_end(struct picture *p)
{
	for (size_t i = 0; i < p->graph->flow->n_nodes; i++)
		flow_label_free(&p->labels[i]);
	for (size_t i = 0; i < p->n_edges; i++)
		flow_line_free(&p->conditions[i]);
	free(p->labels);
	free(p->conditions);
	free(p->layout.boxes);
	free(p->layout.lines);
	rank_layout_free(&p->layout);
}

/* The whole where the pointer rests. */
static void
put_text(struct buf *b, const struct flow_line *l)
{
	html_text(b, buf_span(&l->shown));
	if (l->whole.len) {
		buf_str(b, "<title>");
		html_text(b, buf_span(&l->whole));
		buf_str(b, "</title>");
	}
}

static void
put_node(struct buf *b, const struct picture *p, size_t i)
{
	const struct flow_node *n = &p->graph->flow->nodes[i];
	const struct flow_label *l = &p->labels[i];
	const struct rank_box *box = &p->layout.boxes[i];
	enum flow_look look = p->marks ? p->marks[i].look : LOOK_PLAIN;
	const struct flow_look_is *is = flow_look_is(look);

	buf_printf(b, "<a href=\"#N%zu\"><g class=\"v %s\">", i,
	    look == LOOK_PLAIN ? "plain" : is->name);
	if (is->edging == EDGING_DOUBLE)
		flow_shape_put(b, n->kind, box, is->width + 1);
	flow_shape_put(b, n->kind, box, 0);
	for (size_t k = 0; k < l->n; k++) {
		buf_printf(b, "<text x=\"%d\" y=\"%d\"%s>", box->x + box->w / 2,
		    box->y + ABOVE + ROW * (int)k + 13,
		    k ? "" : " class=\"b\"");
		put_text(b, &l->line[k]);
		buf_str(b, "</text>");
	}
	buf_str(b, "</g></a>\n");
}

/* From rank to rank, each time leaving and arriving straight. */
static void
put_line(struct buf *b, const struct picture *p, const struct rank_line *l)
{
	const struct rank_point *at = p->layout.points + l->first;

	buf_printf(
	    b, "<path class=\"e\" d=\"M%d %dV%d", at->x, at->top, at->bottom);
	for (size_t i = 1; i < l->n; i++) {
		int half = (at[i - 1].bottom + at[i].top) / 2;

		if (at[i].x == at[i - 1].x)
			buf_printf(b, "V%d", at[i].bottom);
		else
			buf_printf(b, "C%d %d %d %d %d %dV%d", at[i - 1].x,
			    half, at[i].x, half, at[i].x, at[i].top,
			    at[i].bottom);
	}
	buf_str(b, "\" marker-end=\"url(#arrow)\"/>\n");
}

static void
put_condition(struct buf *b, const struct picture *p, size_t at)
{
	const struct rank_line *l = &p->layout.lines[at];

	if (l->w == 0)
		return;
	buf_printf(b,
	    "<g class=\"c\"><rect x=\"%d\" y=\"%d\" width=\"%d\" "
	    "height=\"%d\"/><text x=\"%d\" y=\"%d\">",
	    l->x, l->y, l->w, l->h, l->x + l->w / 2, l->y + 13);
	put_text(b, &p->conditions[at]);
	buf_str(b, "</text></g>\n");
}

static void
put_point(struct buf *b, const struct picture *p, size_t at, const char *name)
{
	const struct rank_box *box = &p->layout.boxes[at];

	buf_str(b, "<g class=\"v plain\">");
	flow_shape_put(b, FLOW_WAIT, box, 0);
	buf_printf(b, "<text x=\"%d\" y=\"%d\">%s</text></g>\n",
	    box->x + box->w / 2, box->y + 15, name);
}

static void
put(struct buf *b, const struct picture *p)
{
	size_t n = p->graph->flow->n_nodes;
	int w = p->layout.width + 2 * MARGIN, h = p->layout.height + 2 * MARGIN;

	buf_printf(b,
	    "<svg class=\"flow\" width=\"%d\" height=\"%d\" "
	    "viewBox=\"%d %d %d %d\">\n"
	    "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" "
	    "refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" "
	    "orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\"/></marker></defs>\n",
	    w, h, -MARGIN, -MARGIN, w, h);
	for (size_t i = 0; i < p->layout.n_lines; i++)
		put_line(b, p, &p->layout.lines[i]);
	for (size_t i = 0; i < p->n_edges; i++)
		put_condition(b, p, i);
	put_point(b, p, n, "Start");
	for (size_t i = 0; i < n; i++)
		put_node(b, p, i);
	put_point(b, p, n + 1, "End");
	buf_str(b, "</svg>\n");
}

bool
flow_draw_page(
    const struct flow_graph *g, const struct flow_mark *marks, struct buf *b)
{
	struct picture p = { .graph = g, .marks = marks };
	bool made;

	picture_begin(&p);
	made = rank_layout_make(&p.layout);
	if (made)
		put(b, &p);
	picture_end(&p);
	return made;
}
