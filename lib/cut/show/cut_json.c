#include "cut/show/cut_json.h"

#include "shown/show_json.h"

enum { MS = 1000 };

void
cut_json_date(struct buf *b, const char *name, enum cut_cycle c, int32_t date)
{
	char text[CUT_CYCLE_LEN + 1];

	cut_cycle_format(c, date, text);
	show_json_text(b, name, text);
}

void
cut_json_moment(struct buf *b, const char *name, int64_t s)
{
	show_json_time(b, name, s * MS);
}
