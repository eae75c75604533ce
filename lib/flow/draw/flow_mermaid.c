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

/* Within quotes Mermaid takes characters by their numbers: those that mean
 * something to it, to Markdown or to HTML are written so. */
static void
put(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (strchr("\"#&<>`*_\\:;%{}[]()|~$@", c) || is_list(s, i))
			buf_printf(b, "#%u;", c);
		else
			buf_byte(b, s.p[i]);
	}
}

static void
put_node(struct buf *b, const struct flow_node *n, size_t at)
{
	const struct shape *shape = &shapes[n->kind];
	struct flow_label l = { 0 };

	flow_label_make(&l, n);
	buf_printf(b, "    n%zu%s\"", at, shape->begin);
	for (size_t i = 0; i < l.n; i++) {
		buf_str(b, i ? "<br/>" : "");
		put(b, buf_span(&l.line[i]));
	}
	buf_printf(b, "\"%s\n", shape->end);
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

void
flow_draw_mermaid(const struct flow_graph *g, struct buf *b)
{
	static const struct flow_form form = {
		.begin = "flowchart TD\n    start([\"Start\"])\n",
		.finish = "    finish([\"End\"])\n",
		.arrow = "-->",
		.end = "",
		.node = put_node,
		.edge = put_edge,
	};

	flow_form_draw(&form, g, b);
}
