#include "flow/draw/flow_draw.h"
#include "flow/draw/flow_form.h"
#include "flow/draw/flow_label.h"

#include "base/visible_text.h"

/* What stands around a label, which is in quotes. */
static const struct shape {
	const char *begin, *end;
} shapes[] = {
	[FLOW_NOTHING] = { "[", "]" },
	[FLOW_RUN] = { "[", "]" },
	[FLOW_SH] = { "[/", "/]" },
	[FLOW_SEND] = { ">", "]" },
	[FLOW_FLOW] = { "[[", "]]" },
	[FLOW_APPROVE] = { "{{", "}}" },
	[FLOW_WAIT] = { "(", ")" },
};

/* Would it begin an item of a list, where Markdown is looked for? */
static bool
is_list(struct span s, size_t i)
{
	size_t digits = 0;

	if (s.p[i] == '-' || s.p[i] == '+')
		return i == 0;
	while (digits < i && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	return s.p[i] == '.' && i > 0 && digits == i;
}

/* Would it end a line? To Mermaid it does so too where both stand there by their
 * numbers: a word joiner, which nobody sees, parts them. */
static bool
is_line_end(struct span s, size_t i)
{
	return s.p[i] == 'n' && i > 0 && s.p[i - 1] == '\\';
}

/* Within quotes Mermaid takes characters by their numbers: those that mean
 * something to it, to Markdown or to HTML are written so. */
static void
put(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (is_line_end(s, i))
			buf_str(b, "#8288;");
		if (strchr("\"#&<>`*_\\:;%{}[]()|~$@", c) || is_list(s, i))
			buf_printf(b, "#%u;", c);
		else
			buf_byte(b, s.p[i]);
	}
}

static void
put_node(struct buf *b, const struct flow_node *n, const struct flow_mark *m,
    size_t at)
{
	const struct shape *shape = &shapes[n->kind];
	struct flow_label l = { 0 };

	flow_label_make(&l, n, m);
	buf_printf(b, "    n%zu%s\"", at, shape->begin);
	for (size_t i = 0; i < l.n; i++) {
		buf_str(b, i ? "<br/>" : "");
		put(b, buf_span(&l.line[i].shown));
	}
	buf_printf(b, "\"%s", shape->end);
	if (m->look != LOOK_PLAIN)
		buf_printf(b, ":::%s", flow_look_is(m->look)->name);
	buf_byte(b, '\n');
	flow_label_free(&l);
}

static void
put_edge(struct buf *b, size_t from, size_t to, const char *condition)
{
	struct buf shown = { 0 };

	if (!condition) {
		buf_printf(b, "    n%zu --> n%zu\n", from, to);
		return;
	}
	visible_add(&shown, span_str(condition));
	buf_printf(b, "    n%zu -->|\"", from);
	put(b, buf_span(&shown));
	buf_printf(b, "\"| n%zu\n", to);
	buf_free(&shown);
}

/* How the nodes of a run look, each look that there is once. Mermaid has no
 * double lines: a thick one is drawn. */
static void
put_looks(struct buf *b, const struct flow_mark *marks, size_t n)
{
	static const char *const edgings[] = {
		[EDGING_PLAIN] = "",
		[EDGING_DASHED] = ",stroke-dasharray:6 4",
		[EDGING_DOTTED] = ",stroke-dasharray:2 3",
		[EDGING_DOUBLE] = "",
	};
	bool seen[LOOKS] = { true };

	for (size_t i = 0; i < n; i++) {
		const struct flow_look_is *is = flow_look_is(marks[i].look);

		if (!seen[marks[i].look])
			buf_printf(b,
			    "    classDef %s fill:#%s,stroke:#%s,color:#1b1b1b,"
			    "stroke-width:%dpx%s\n",
			    is->name, is->fill, is->line,
			    is->edging == EDGING_DOUBLE ? 2 * is->width
							: is->width,
			    edgings[is->edging]);
		seen[marks[i].look] = true;
	}
}

void
flow_draw_mermaid(
    const struct flow_graph *g, const struct flow_mark *marks, struct buf *b)
{
	static const struct flow_form form = {
		.begin = "flowchart TD\n    start([\"Start\"])\n",
		.finish = "    finish([\"End\"])\n",
		.arrow = "-->",
		.end = "",
		.node = put_node,
		.edge = put_edge,
	};

	flow_form_draw(&form, g, marks, b);
	if (marks)
		put_looks(b, marks, g->flow->n_nodes);
}
