#include "book/turn.h"

#include "value/time/date.h"

int
turn_take(struct turn *t, struct buf *what, const char *advice, struct err *e)
{
	int r = 0;

	if (t->force) {
		buf_printf(
		    &t->notes, "%s: %.*s\n", t->dir, (int)what->len, what->p);
		buf_add(&t->forced, buf_span(what));
		buf_byte(&t->forced, '\n');
	} else {
		r = err_set(e, ST_FAIL, "%s: %.*s; %s", t->dir, (int)what->len,
		    what->p, advice);
	}
	buf_free(what);
	return r;
}

void
turn_add_day(struct buf *b, int32_t day)
{
	char text[DATE_LEN + 1];

	date_format(day, text);
	buf_str(b, text);
}

void
turn_add_days(struct buf *b, int32_t from, int32_t to, size_t n)
{
	turn_add_day(b, from);
	if (n < 2)
		return;
	buf_str(b, " to ");
	turn_add_day(b, to);
	buf_printf(b, " (%zu days)", n);
}

void
turn_free(struct turn *t)
{
	buf_free(&t->notes);
	buf_free(&t->forced);
}
