#include "flow/view/show_text.h"

#include "base/visible_text.h"
#include "text/width.h"

void
show_flow_name(struct buf *b, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');

	visible_add(b,
	    (struct span){ name,
		dot && dot > name ? (size_t)(dot - name) : strlen(name) });
}

void
show_cut(struct buf *b, const char *text, size_t columns)
{
	struct buf shown = { 0 };
	struct span s;

	visible_add(&shown, span_str(text));
	s = buf_span(&shown);
	if (width_of(s) > columns) {
		buf_add(b, (struct span){ s.p, width_cut(s, columns - 1) });
		buf_str(b, "…");
	} else {
		buf_add(b, s);
	}
	buf_free(&shown);
}
