#include "explain/columns/guess_date.h"

#include "value/time/time_format.h"

/*
 * The most likely first. Where "-" lets a number have one digit, the strict
 * form is the one before it: a set that has both has the strict one first.
 */
static const char *const formats[] = {
	NULL,
	"%Y/%m/%d %H:%M:%S",
	"%Y/%-m/%-d %-H:%M:%S",
	"%Y/%m/%d %H:%M",
	"%Y/%-m/%-d %-H:%M",
	"%Y-%-m-%-d %-H:%M:%S",
	"%Y-%-m-%-d %-H:%M",
	"%d/%m/%Y %H:%M:%S",
	"%d/%m/%Y %H:%M",
	"%m/%d/%Y %H:%M:%S",
	"%m/%d/%Y %H:%M",
	"%-d/%-m/%Y %-H:%M",
	"%-m/%-d/%Y %-H:%M",
	"%m/%d/%Y %I:%M:%S %p",
	"%-m/%-d/%Y %-I:%M:%S %p",
	"%d.%m.%Y %H:%M:%S",
	"%d.%m.%Y %H:%M",
	"%d-%m-%Y %H:%M:%S",
	"%d-%m-%Y %H:%M",
	"%Y%m%d%H%M%S",
	"%Y%m%d %H:%M:%S",
	"%Y%m%d %H%M%S",
	"%Y年%m月%d日 %H:%M:%S",
	"%Y.%m.%d %H:%M:%S",
	"%Y.%m.%d %H:%M",
	"%-d.%-m.%Y %-H:%M:%S",
	"%-d.%-m.%Y %-H:%M",
	"%d/%m/%y %H:%M",
	"%m/%d/%y %H:%M",
	"%-d %b %Y %H:%M:%S",
	"%-d %b %Y %H:%M",
	"%b %-d, %Y %-I:%M:%S %p",
	"%Y/%m/%d",
	"%Y/%-m/%-d",
	"%Y.%m.%d",
	"%Y.%m.%d.",
	"%Y. %m. %d.",
	"%Y-%-m-%-d",
	"%Y%m%d",
	"%Y年%m月%d日",
	"%Y年%-m月%-d日",
	"%d/%m/%Y",
	"%m/%d/%Y",
	"%-d/%-m/%Y",
	"%-m/%-d/%Y",
	"%d.%m.%Y",
	"%-d.%-m.%Y",
	"%d-%m-%Y",
	"%m-%d-%Y",
	"%d.%m.%y",
	"%d/%m/%y",
	"%m/%d/%y",
	"%d-%m-%y",
	"%-d/%-m/%y",
	"%-m/%-d/%y",
	"%d %b %Y",
	"%-d %b %Y",
	"%-d. %b %Y",
	"%-d %b. %Y",
	"%-d de %b de %Y",
	"%b %d, %Y",
	"%b %-d, %Y",
	"%d-%b-%Y",
	"%d-%b-%y",
	"%d%b%Y",
	"%d %b %y",
	"%m%d%H%M%S",
	"%m-%d %H:%M:%S",
	"%m-%d %H:%M",
	"%m/%d %H:%M:%S",
	"%m/%d %H:%M",
	"%m月%d日 %H:%M:%S",
	"%m月%d日 %H:%M",
	"%m月%d日",
	"%m/%d",
	"%d/%m",
	"%m-%d",
	"%d.%m.",
	"%s",
	"%Q",
};

enum { N_FORMATS = sizeof formats / sizeof *formats };

/* Seconds since 1970. */
static const uint64_t EPOCH_2010 = 1262304000, EPOCH_2100 = 4102444800;

_Static_assert(N_FORMATS < 128, "a bit for each");

dateguess
guess_date_all(void)
{
	return ((dateguess)1 << N_FORMATS) - 1;
}

bool
guess_date_counts(int form)
{
	return formats[form] &&
	    (!strcmp(formats[form], "%s") || !strcmp(formats[form], "%Q"));
}

/* A number is a moment only from 2010 to 2099: earlier ones have the digits of
 * MMDDhhmmss, or fewer. Leading zeros and signs make it none. */
static bool
may_be_epoch(struct span value, char unit)
{
	uint64_t n;

	if (!span_count(value, &n) || value.p[0] == '0')
		return false;
	if (value.len != (unit == 'Q' ? 13 : 10))
		return false;
	if (unit == 'Q')
		n /= 1000;
	return n >= EPOCH_2010 && n < EPOCH_2100;
}

dateguess
guess_date_keep(dateguess set, struct span value)
{
	for (dateguess rest = set; rest;) {
		int i = guess_date_take(&rest);
		struct time_format f;
		struct time_format_moment m;
		struct err e;

		f = (struct time_format){ .format = NULL };
		if ((formats[i] && time_format_parse(&f, formats[i], &e)) ||
		    !time_format_read(&f, value, &m) ||
		    (guess_date_counts(i) &&
			!may_be_epoch(value, formats[i][1])))
			set &= ~((dateguess)1 << i);
	}
	return set;
}

int
guess_date_take(dateguess *set)
{
	int i = 0;

	while (!(*set >> i & 1))
		i++;
	*set &= ~((dateguess)1 << i);
	return i;
}

const char *
guess_date_format(int form)
{
	return formats[form];
}

bool
guess_date_lacks_year(int form)
{
	struct time_format f;
	struct err e;

	return formats[form] && time_format_parse(&f, formats[form], &e) == 0 &&
	    !time_format_has_year(&f);
}

dateguess
guess_date_without_bare(dateguess set)
{
	static const char *const bare[] = { "%m%d%H%M%S", "%m/%d", "%d/%m",
		"%m-%d", "%d.%m.", "%s", "%Q" };

	for (int i = 0; i < N_FORMATS; i++)
		for (size_t k = 0; k < sizeof bare / sizeof *bare; k++)
			if (formats[i] && !strcmp(formats[i], bare[k]))
				set &= ~((dateguess)1 << i);
	return set;
}

static bool
read(int form, int32_t near, struct span value, struct time_format_moment *m)
{
	struct time_format f = { .near = near };
	struct err e;

	return !(formats[form] && time_format_parse(&f, formats[form], &e)) &&
	    time_format_read(&f, value, m);
}

enum guess_date_order
guess_date_compare(int form, int32_t near, struct span a, struct span b)
{
	struct time_format_moment x, y;

	if (!read(form, near, a, &x) || !read(form, near, b, &y))
		return a.len && b.len ? GUESS_DATE_LATER | GUESS_DATE_EARLIER
				      : GUESS_DATE_SAME;
	if (x.day == y.day && x.seconds == y.seconds)
		return GUESS_DATE_SAME;
	return x.day < y.day || (x.day == y.day && x.seconds < y.seconds)
	    ? GUESS_DATE_LATER
	    : GUESS_DATE_EARLIER;
}

bool
guess_date_differ(int form, int other, struct span value)
{
	struct time_format_moment x, y;

	return read(form, 0, value, &x) && read(other, 0, value, &y) &&
	    x.day != y.day;
}
