#include "value/time/date.h"

/* Days from 0000-03-01 to 1970-01-01; years are counted from March, so
 * that the leap day is the last of its year. */
enum { EPOCH = 719468, DAYS_400Y = 146097 };

static bool
leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in(int year, int month)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return days[month - 1] + (month == 2 && leap(year));
}

/* The number of a day of the calendar. */
static int32_t
count_to(int year, int month, int mday)
{
	int y = year - (month <= 2) + 400; /* +400: never below zero */
	int m = month <= 2 ? month + 9 : month - 3;

	return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + mday -
	    1 - EPOCH - DAYS_400Y;
}

bool
date_of(int year, int month, int mday, int32_t *day)
{
	if (year < 0 || year > 9999 || month < 1 || month > 12 || mday < 1 ||
	    mday > days_in(year, month))
		return false;
	*day = count_to(year, month, mday);
	return true;
}

static bool
number(const char *p, int n, int *value)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		v = v * 10 + (p[i] - '0');
	}
	*value = v;
	return true;
}

static bool
parse_any(struct span s, int32_t *day)
{
	int y, m, d;

	return s.len == DATE_LEN && s.p[4] == '-' && s.p[7] == '-' &&
	    number(s.p, 4, &y) && number(s.p + 5, 2, &m) &&
	    number(s.p + 8, 2, &d) && date_of(y, m, d, day);
}

/* A day as most are. */
struct usual {
	uint64_t year; /* its four digits, the first in the lowest byte */
	int month, mday;
};

/*
 * Every month has a 28th day, and most days are not later: eight bytes at
 * once are digits and dashes where they ought to be, then two numbers are
 * small enough. What is left goes the long way.
 */
static inline bool
is_usual(struct span s, struct usual *u)
{
	uint64_t x, beyond;
	unsigned month, mday, tens;

	if (s.len != DATE_LEN)
		return false;
	x = eight_load(s.p) ^ eight_load("0000-00-");
	beyond = x + eight_load("\x76\x76\x76\x76\x7f\x76\x76\x7f");
	month = (unsigned)(x >> 40 & 0xff) * 10 + (unsigned)(x >> 48 & 0xff);
	tens = (unsigned)s.p[8] - '0';
	mday = tens * 10 + (unsigned)s.p[9] - '0';
	*u = (struct usual){ x & 0xffffffff, (int)month, (int)mday };
	return !((x | beyond) & EIGHT_TOPS) && month - 1 < 12 && tens <= 2 &&
	    (unsigned)s.p[9] - '0' <= 8 && mday > 0;
}

bool
date_parse(struct span s, int32_t *day)
{
	struct usual u;
	uint64_t pairs;

	if (!is_usual(s, &u))
		return parse_any(s, day);
	pairs = u.year * 10 + (u.year >> 8); /* in the first and third byte */
	*day = count_to((int)((pairs & 0xff) * 100 + (pairs >> 16 & 0xff)),
	    u.month, u.mday);
	return true;
}

bool
date_is(struct span s)
{
	struct usual u;
	int32_t day;

	return is_usual(s, &u) || parse_any(s, &day);
}

void
date_civil(int32_t day, int *year, int *month, int *mday)
{
	int z = day + EPOCH + DAYS_400Y;
	int era = z / DAYS_400Y;
	int doe = z % DAYS_400Y;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*mday = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 - 400 + (*month <= 2);
}

void
date_format(int32_t day, char *text)
{
	int y, m, d;

	date_civil(day, &y, &m, &d);
	text[0] = (char)('0' + y / 1000);
	text[1] = (char)('0' + y / 100 % 10);
	text[2] = (char)('0' + y / 10 % 10);
	text[3] = (char)('0' + y % 10);
	text[4] = text[7] = '-';
	text[5] = (char)('0' + m / 10);
	text[6] = (char)('0' + m % 10);
	text[8] = (char)('0' + d / 10);
	text[9] = (char)('0' + d % 10);
	text[10] = '\0';
}
