#include "flow/view/show_log_line.h"

#include <inttypes.h>

#include "base/visible_text.h"

void
show_log_line(struct buf *b, const struct show_clock *c,
    const struct flow_log_row *row, bool run)
{
	show_time(b, c, row->at);
	buf_str(b, "  ");
	if (run && row->run)
		buf_printf(b, "run %" PRId64 " ", row->run);
	if (*row->node) {
		visible_add(b, span_str(row->node));
		buf_str(b, ": ");
	}
	visible_add(b, span_str(row->what));
	if (*row->text) {
		buf_str(b, ": ");
		visible_add(b, span_str(row->text));
	}
	if (*row->who) {
		buf_str(b, " (");
		visible_add(b, span_str(row->who));
		buf_byte(b, ')');
	}
}
