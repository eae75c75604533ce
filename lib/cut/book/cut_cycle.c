#include "cut/book/cut_cycle.h"

#include "value/time/date.h"

const char *
cut_cycle_name(enum cut_cycle c)
{
	return c == CUT_CYCLE_HOUR ? "hour" : "day";
}

const char *
cut_cycle_form(enum cut_cycle c)
{
	return c == CUT_CYCLE_HOUR ? "YYYY-MM-DDTHH" : "YYYY-MM-DD";
}

int32_t
cut_cycle_least(enum cut_cycle c)
{
	return c == CUT_CYCLE_HOUR ? DATE_FIRST * CUT_CYCLE_HOURS : DATE_FIRST;
}

void
cut_cycle_format(enum cut_cycle c, int32_t date, char *text)
{
	int32_t hour;

	if (c == CUT_CYCLE_DAY) {
		date_format(date, text);
		return;
	}
	hour = (date % CUT_CYCLE_HOURS + CUT_CYCLE_HOURS) % CUT_CYCLE_HOURS;
	date_format((date - hour) / CUT_CYCLE_HOURS, text);
	text[DATE_LEN] = 'T';
	text[DATE_LEN + 1] = (char)('0' + hour / 10);
	text[DATE_LEN + 2] = (char)('0' + hour % 10);
	text[DATE_LEN + 3] = '\0';
}

void
cut_cycle_put(struct buf *b, enum cut_cycle c, int32_t date)
{
	char text[CUT_CYCLE_LEN + 1];

	cut_cycle_format(c, date, text);
	buf_str(b, text);
}

/* "T07"; -1 for anything else. */
static int
read_hour(const char *p)
{
	int tens = p[1] - '0', ones = p[2] - '0';

	if (p[0] != 'T' || tens < 0 || tens > 2 || ones < 0 || ones > 9 ||
	    tens * 10 + ones >= CUT_CYCLE_HOURS)
		return -1;
	return tens * 10 + ones;
}

bool
cut_cycle_parse(enum cut_cycle c, struct span s, int32_t *date)
{
	int32_t day;
	int hour;

	if (c == CUT_CYCLE_DAY)
		return date_parse(s, date);
	if (s.len != CUT_CYCLE_LEN ||
	    !date_parse((struct span){ s.p, DATE_LEN }, &day))
		return false;
	hour = read_hour(s.p + DATE_LEN);
	if (hour < 0)
		return false;
	*date = day * CUT_CYCLE_HOURS + hour;
	return true;
}
