#include "value/time/calendar.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/lines.h"
#include "value/time/date.h"

static const char *const week[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat",
	"Sun" };

/* 0 is Monday; day 0 was a Thursday. */
static int
weekday(int32_t day)
{
	return (day % 7 + 7 + 3) % 7;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Takes the next word off *rest; an empty one where there is none. */
static struct span
take_word(struct span *rest)
{
	struct span word;

	while (rest->len && is_blank(*rest->p)) {
		rest->p++;
		rest->len--;
	}
	word = (struct span){ rest->p, 0 };
	while (rest->len && !is_blank(*rest->p)) {
		rest->p++;
		rest->len--;
		word.len++;
	}
	return word;
}

/* The words behind "weekend": names of days, not all of them, or none. */
static bool
read_weekend(struct calendar *c, struct span rest)
{
	bool off[7] = { false };
	size_t n = 0;
	struct span word = take_word(&rest);

	if (span_eq(word, SPAN("none")) && !take_word(&rest).len) {
		memcpy(c->off, off, sizeof off);
		return true;
	}
	for (; word.len; word = take_word(&rest)) {
		int d = 0;

		while (d < 7 && !span_eq(word, span_str(week[d])))
			d++;
		if (d == 7 || off[d])
			return false;
		off[d] = true;
		n++;
	}
	memcpy(c->off, off, sizeof off);
	return n > 0 && n < 7;
}

static bool
read_line(struct calendar *c, struct span line, uint64_t number, bool *weekend)
{
	struct calendar_day d = { .line = number };
	struct span word = take_word(&line);

	if (!word.len || *word.p == '#')
		return true;
	if (span_eq(word, SPAN("weekend"))) {
		if (*weekend)
			return false;
		*weekend = true;
		return read_weekend(c, line);
	}
	d.works = span_eq(word, SPAN("work"));
	if (d.works)
		word = take_word(&line);
	if (!date_parse(word, &d.day))
		return false;
	c->days = mem_grow(c->days, &c->cap, c->n + 1, sizeof *c->days);
	c->days[c->n++] = d;
	return true;
}

static int
read_lines(struct calendar *c, struct lines *in, struct err *e)
{
	static const struct span mark = SPAN("\xef\xbb\xbf");
	enum line_outcome r;
	struct span line;
	bool weekend = false;

	while ((r = lines_next(in, &line, e)) == LINE_OK) {
		if (in->count == 1 && span_begins(line, mark)) {
			line.p += mark.len;
			line.len -= mark.len;
		}
		if (read_line(c, line, in->count, &weekend))
			continue;
		err_set(e, ST_DATA,
		    "is no DATE, no \"work DATE\", and no \"weekend DAY...\" "
		    "(Mon to Sun, once): \"%s\"",
		    excerpt(line).s);
		return err_at(e, lines_name(in), in->count);
	}
	return r == LINE_END ? 0 : -1;
}

static int
by_day(const void *x, const void *y)
{
	const struct calendar_day *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

/* A day that is said to be worked, and is no weekend: another was meant. */
static int
check_worked(const struct calendar *c, const char *name, struct err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct calendar_day *d = &c->days[i];
		char date[DATE_LEN + 1];

		if (!d->works || c->off[weekday(d->day)])
			continue;
		date_format(d->day, date);
		err_set(e, ST_DATA,
		    "%s is worked anyway: it is a %s, and no weekend", date,
		    week[weekday(d->day)]);
		return err_at(e, name, d->line);
	}
	return 0;
}

static int
check(struct calendar *c, const char *name, struct err *e)
{
	char date[DATE_LEN + 1];

	if (!c->n)
		return err_set(
		    e, ST_DATA, "%s: names no day: is it the calendar?", name);
	qsort(c->days, c->n, sizeof *c->days, by_day);
	for (size_t i = 1; i < c->n; i++) {
		const struct calendar_day *a = &c->days[i - 1], *b = a + 1;

		if (a->day != b->day || a->works == b->works)
			continue;
		date_format(a->day, date);
		err_set(e, ST_DATA,
		    "%s is %s, and line %llu says that it is %s", date,
		    b->works ? "worked" : "off", (unsigned long long)a->line,
		    a->works ? "worked" : "off");
		return err_at(e, name, b->line);
	}
	return check_worked(c, name, e);
}

int
calendar_read(struct calendar *c, const char *path, struct err *e)
{
	struct lines in;
	int r;

	*c = (struct calendar){ .off = { [5] = true, [6] = true } };
	if (lines_open(&in, path, e))
		return -1;
	r = read_lines(c, &in, e) || check(c, lines_name(&in), e) ? -1 : 0;
	lines_close(&in);
	if (r)
		calendar_free(c);
	return r;
}

/* The first of the named days that is not before day. */
static size_t
find(const struct calendar *c, int32_t day)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->days[mid].day < day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
calendar_works(const struct calendar *c, int32_t day)
{
	size_t i = find(c, day);

	if (i < c->n && c->days[i].day == day)
		return c->days[i].works;
	return !c->off[weekday(day)];
}

bool
calendar_covers(const struct calendar *c, int year)
{
	int32_t first = 0, last = 0;
	size_t i;

	date_of(year, 1, 1, &first);
	date_of(year, 12, 31, &last);
	i = find(c, first);
	return i < c->n && c->days[i].day <= last;
}

void
calendar_free(struct calendar *c)
{
	free(c->days);
	*c = (struct calendar){ 0 };
}

uint32_t
business_ages_since(struct business_ages *a, int32_t date)
{
	size_t age = date < a->day ? (size_t)(a->day - date) : 0;

	if (age >= a->n)
		a->of = mem_grow(a->of, &a->cap, age + 1, sizeof *a->of);
	for (; a->n <= age; a->n++) {
		int32_t came = a->day - (int32_t)a->n + 1;

		a->of[a->n] = a->n == 0 ? 0
					: a->of[a->n - 1] +
			(calendar_works(a->calendar, came) ? 1 : 0);
	}
	return a->of[age];
}

size_t
business_ages_uncovered(const struct business_ages *a, int *first, int *last)
{
	int from, to, month, mday;
	size_t n = 0;

	if (a->n < 2)
		return 0;
	date_civil(a->day - (int32_t)a->n + 2, &from, &month, &mday);
	date_civil(a->day, &to, &month, &mday);
	for (int year = from; year <= to; year++) {
		if (calendar_covers(a->calendar, year))
			continue;
		if (n++ == 0)
			*first = year;
		*last = year;
	}
	return n;
}

void
business_ages_free(struct business_ages *a)
{
	free(a->of);
	a->of = NULL;
	a->n = a->cap = 0;
}
