#include "fetch/dated.h"

#include "value/time/date.h"

/* One conversion of a format; false where it is none. */
static bool
put_part(struct buf *b, char letter, int32_t day)
{
	int year, month, mday;
	int32_t first = 0;

	date_civil(day, &year, &month, &mday);
	switch (letter) {
	case 'Y':
		buf_printf(b, "%04d", year);
		return true;
	case 'y':
		buf_printf(b, "%02d", year % 100);
		return true;
	case 'm':
		buf_printf(b, "%02d", month);
		return true;
	case 'd':
		buf_printf(b, "%02d", mday);
		return true;
	case 'j':
		date_of(year, 1, 1, &first);
		buf_printf(b, "%03d", day - first + 1);
		return true;
	case '%':
		buf_byte(b, '%');
		return true;
	default:
		return false;
	}
}

static int
put_day(struct buf *b, struct span format, int32_t day, struct err *e)
{
	for (size_t i = 0; i < format.len; i++) {
		if (format.p[i] != '%')
			buf_byte(b, format.p[i]);
		else if (++i == format.len || !put_part(b, format.p[i], day))
			return err_set(e, ST_FAIL,
			    "\"%s\": a day has %%Y %%y %%m %%d %%j",
			    excerpt(format).s);
	}
	return 0;
}

/* What stands between braces. */
static int
put_braces(struct buf *b, struct span inner, const int32_t *day, struct err *e)
{
	static const struct span word = SPAN("date");
	struct span format = SPAN("%Y-%m-%d");

	if (!span_begins(inner, word) ||
	    (inner.len > word.len && inner.p[word.len] != ':'))
		return err_set(e, ST_FAIL,
		    "\"{%s}\" is neither {date} nor {date:FORMAT}; {{ is a "
		    "brace",
		    excerpt(inner).s);
	if (!day)
		return err_set(e, ST_FAIL,
		    "\"{%s}\": no day was said; -d DATE does",
		    excerpt(inner).s);
	if (inner.len > word.len)
		format = (struct span){ inner.p + word.len + 1,
			inner.len - word.len - 1 };
	return put_day(b, format, *day, e);
}

int
dated_text(struct buf *b, const char *text, const int32_t *day, struct err *e)
{
	for (const char *end; *text; text++) {
		if (*text != '{') {
			buf_byte(b, *text);
			continue;
		}
		if (*++text == '{') {
			buf_byte(b, '{');
			continue;
		}
		end = strchr(text, '}');
		if (!end)
			return err_set(e, ST_FAIL,
			    "\"{%s\": a brace is not closed; {{ is one",
			    excerpt(span_str(text)).s);
		if (put_braces(
			b, (struct span){ text, (size_t)(end - text) }, day, e))
			return -1;
		text = end;
	}
	buf_byte(b, '\0');
	return 0;
}
