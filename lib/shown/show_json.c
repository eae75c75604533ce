#include "shown/show_json.h"

#include <inttypes.h>

#include "sys/clock.h"

void
show_json_time(struct buf *b, const char *name, int64_t ms)
{
	char text[CLOCK_TEXT_CAP];

	clock_format(ms / 1000, text);
	json_put_member(b, name, span_str(ms ? text : ""));
}

void
show_json_text(struct buf *b, const char *name, const char *text)
{
	json_put_member(b, name, span_str(text ? text : ""));
}

void
show_json_int(struct buf *b, const char *name, int64_t n)
{
	json_put_name(b, name);
	buf_printf(b, "%" PRId64, n);
}

void
show_json_bool(struct buf *b, const char *name, bool is)
{
	json_put_name(b, name);
	buf_str(b, is ? "true" : "false");
}
