#include "flow/draw/flow_draw.h"

static const char rules[] =
    "svg.flow{display:block;margin:0 auto;font-size:12px}\n"
    ".flow text{text-anchor:middle;fill:var(--fg)}\n"
    ".flow .b{font-weight:600}\n"
    ".flow a{text-decoration:none}\n"
    ".flow a:hover path,.flow a:focus path{stroke-width:4}\n"
    ".v path{stroke:var(--l);fill:var(--f)}\n"
    ".e{fill:none;stroke:var(--mute)}\n"
    "#arrow path{fill:var(--mute)}\n"
    ".c rect{fill:var(--bg)}\n"
    ".flow .c text{font-size:11px;fill:var(--mute)}\n";

static const char *
class_of(enum flow_look look)
{
	return look == LOOK_PLAIN ? "plain" : flow_look_is(look)->name;
}

static void
put_colours(struct buf *b, bool dark)
{
	for (int i = 0; i < LOOKS; i++) {
		const struct flow_look_is *is = flow_look_is((enum flow_look)i);

		buf_printf(b, ".%s{--l:#%s;--f:#%s}\n",
		    class_of((enum flow_look)i),
		    dark ? is->dark_line : is->line,
		    dark ? is->dark_fill : is->fill);
	}
}

void
flow_draw_style(struct buf *b)
{
	static const char *const edgings[] = {
		[EDGING_PLAIN] = "",
		[EDGING_DASHED] = ";stroke-dasharray:6 4",
		[EDGING_DOTTED] = ";stroke-dasharray:2 3",
		[EDGING_DOUBLE] = "",
	};

	buf_str(b, rules);
	put_colours(b, false);
	for (int i = 0; i < LOOKS; i++) {
		const struct flow_look_is *is = flow_look_is((enum flow_look)i);

		buf_printf(b, ".%s path{stroke-width:%d%s}\n",
		    class_of((enum flow_look)i),
		    is->edging == EDGING_DOUBLE ? 1 : is->width,
		    edgings[is->edging]);
	}
	buf_str(b, "@media(prefers-color-scheme:dark){\n");
	put_colours(b, true);
	buf_str(b, "}\n");
}
