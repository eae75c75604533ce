#include "cut/show/cut_json.h"

#include <inttypes.h>

#include "sys/clock.h"
#include "value/json_put.h"

void
cut_json_date(struct buf *b, const char *name, enum cut_cycle c, int32_t date)
{
	char text[CUT_CYCLE_LEN + 1];

	cut_cycle_format(c, date, text);
	json_put_member(b, name, span_str(text));
}

void
cut_json_moment(struct buf *b, const char *name, int64_t s)
{
	char text[CLOCK_TEXT_CAP] = "";

	if (s)
		clock_format(s, text);
	json_put_member(b, name, span_str(text));
}

void
cut_json_number(struct buf *b, const char *name, int64_t n)
{
	json_put_name(b, name);
	buf_printf(b, "%" PRId64, n);
}

void
cut_json_yes(struct buf *b, const char *name, bool yes)
{
	json_put_name(b, name);
	buf_str(b, yes ? "true" : "false");
}
