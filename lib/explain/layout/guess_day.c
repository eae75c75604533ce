#include "explain/layout/guess_day.h"

#include "value/time/date.h"

enum { YEAR_FIRST = 1990, YEAR_LAST = 2099, MIDDLE = 15 /* of a month */ };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes up to n digits, at least least of them. */
static bool
take_digits(struct span *s, size_t least, size_t n, int *value)
{
	size_t i = 0;

	*value = 0;
	for (; i < n && i < s->len && is_digit(s->p[i]); i++)
		*value = *value * 10 + (s->p[i] - '0');
	s->p += i;
	s->len -= i;
	return i >= least;
}

/* Takes what stands between year, month and day. */
static bool
take_between(struct span *s, struct span han)
{
	size_t n = span_begins(*s, han) ? han.len : 1;

	if (s->len < n || (n == 1 && !memchr("-/._", s->p[0], 4)))
		return false;
	s->p += n;
	s->len -= n;
	return true;
}

/* A date at the beginning of s. */
static bool
take_date(struct span s, int32_t *day)
{
	int year, month, mday;
	bool parted, han;

	if (!take_digits(&s, 4, 4, &year) || year < YEAR_FIRST ||
	    year > YEAR_LAST)
		return false;
	han = span_begins(s, SPAN("年"));
	parted = take_between(&s, SPAN("年"));
	if (!take_digits(&s, parted ? 1 : 2, 2, &month) ||
	    (parted && !take_between(&s, SPAN("月"))))
		return false;
	if (!take_digits(&s, parted ? 1 : 2, 2, &mday)) {
		if (!han || mday)
			return false;
		mday = MIDDLE;
	}
	return (!s.len || !is_digit(s.p[0])) && date_of(year, month, mday, day);
}

bool
guess_day_in(struct span text, int32_t *day)
{
	bool digit = false;

	for (; text.len; text.p++, text.len--) {
		bool was = digit;

		digit = is_digit(text.p[0]);
		if (digit && !was && take_date(text, day))
			return true;
	}
	return false;
}
