#include "flow/draw/flow_draw.h"
#include "flow/draw/flow_form.h"
#include "flow/draw/flow_label.h"

#include "base/visible_text.h"
#include "sys/process/child.h"

enum { SECONDS = 60, SVG_MAX = 1 << 28 };

static const char *const shapes[] = {
	[FLOW_NOTHING] = "box",
	[FLOW_RUN] = "box",
	[FLOW_SH] = "parallelogram",
	[FLOW_SEND] = "cds",
	[FLOW_FLOW] = "component",
	[FLOW_APPROVE] = "hexagon",
	[FLOW_WAIT] = "ellipse",
};

/* Between quotes; a backslash is one, and "&" begins no character of HTML. */
static void
put(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '&') {
			buf_str(b, "&amp;");
			continue;
		}
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_byte(b, '\\');
		buf_byte(b, s.p[i]);
	}
}

/* How a node of a run looks. */
static void
put_look(struct buf *b, enum flow_look look)
{
	static const char *const edgings[] = {
		[EDGING_PLAIN] = "filled",
		[EDGING_DASHED] = "filled,dashed",
		[EDGING_DOTTED] = "filled,dotted",
		[EDGING_DOUBLE] = "filled",
	};
	const struct flow_look_is *is = flow_look_is(look);

	if (look == LOOK_PLAIN)
		return;
	buf_printf(b,
	    " style=\"%s\" color=\"#%s\" fillcolor=\"#%s\" penwidth=%d%s",
	    edgings[is->edging], is->line, is->fill, is->width,
	    is->edging == EDGING_DOUBLE ? " peripheries=2" : "");
}

static void
put_node(struct buf *b, const struct flow_node *n, const struct flow_mark *m,
    size_t at)
{
	struct flow_label l = { 0 };

	flow_label_make(&l, n, m);
	buf_printf(b, "    n%zu [shape=%s label=\"", at, shapes[n->kind]);
	for (size_t i = 0; i < l.n; i++) {
		buf_str(b, i ? "\\n" : "");
		put(b, buf_span(&l.line[i].shown));
	}
	buf_byte(b, '"');
	put_look(b, m->look);
	buf_str(b, "]\n");
	flow_label_free(&l);
}

static void
put_edge(struct buf *b, size_t from, size_t to, const char *condition)
{
	struct buf shown = { 0 };

	buf_printf(b, "    n%zu -> n%zu", from, to);
	if (condition) {
		visible_add(&shown, span_str(condition));
		buf_str(b, " [label=\"");
		put(b, buf_span(&shown));
		buf_str(b, "\"]");
	}
	buf_byte(b, '\n');
	buf_free(&shown);
}

void
flow_draw_dot(
    const struct flow_graph *g, const struct flow_mark *marks, struct buf *b)
{
	static const struct flow_form form = {
		.begin = "digraph {\n    start [shape=circle "
			 "label=\"Start\"]\n",
		.finish = "    finish [shape=doublecircle label=\"End\"]\n",
		.arrow = "->",
		.end = "}\n",
		.node = put_node,
		.edge = put_edge,
	};

	flow_form_draw(&form, g, marks, b);
}

static int
run_dot(struct child *c, struct err *e)
{
	if (child_run(c, e))
		return -1;
	if (c->status == CHILD_NOT_FOUND)
		return err_set(e, ST_FAIL,
		    "dot: there is no such program in PATH; SVG is made by "
		    "dot of Graphviz, which takes what --format dot prints");
	if (c->late)
		return err_set(e, ST_FAIL, "dot: not done in %d s", SECONDS);
	if (c->status != 0)
		return err_set(
		    e, ST_FAIL, "dot: ended with status %d", c->status);
	if (c->cut)
		return err_set(e, ST_FAIL, "dot: more than %d bytes", SVG_MAX);
	return 0;
}

int
flow_draw_svg(const struct flow_graph *g, const struct flow_mark *marks,
    struct buf *b, struct err *e)
{
	static char dot[] = "dot", svg[] = "-Tsvg";
	char *const argv[] = { dot, svg, NULL };
	struct buf text = { 0 };
	struct child c = {
		.argv = argv, .seconds = SECONDS, .out_max = SVG_MAX
	};
	int r;

	flow_draw_dot(g, marks, &text);
	c.in = buf_span(&text);
	r = run_dot(&c, e);
	if (r == 0)
		buf_add(b, buf_span(&c.out));
	buf_free(&text);
	buf_free(&c.out);
	return r;
}
