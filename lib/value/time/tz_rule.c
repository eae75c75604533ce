#include "value/time/tz_rule.h"

#include "value/time/date.h"

enum { DAY = 86400 };

/* One to three digits, at most max. */
static bool
number(struct span *s, int max, int *n)
{
	int v = 0, digits = 0;

	while (s->len && s->p[0] >= '0' && s->p[0] <= '9' && digits < 3) {
		v = v * 10 + (s->p[0] - '0');
		digits++;
		s->p++;
		s->len--;
	}
	*n = v;
	return digits > 0 && v <= max;
}

/* CET, <+0330> */
static bool
name(struct span *s)
{
	bool quoted = span_take(s, '<');
	size_t n = 0;

	while (n < s->len &&
	    (quoted ? s->p[n] != '>'
		    : (s->p[n] | 0x20) >= 'a' && (s->p[n] | 0x20) <= 'z'))
		n++;
	s->p += n;
	s->len -= n;
	return n > 0 && (!quoted || span_take(s, '>'));
}

/* [+-]hh[:mm[:ss]] */
static bool
seconds(struct span *s, int *t)
{
	bool negative = span_take(s, '-');
	int h, m = 0, sec = 0;

	if (!negative)
		span_take(s, '+');
	if (!number(s, 167, &h) ||
	    (span_take(s, ':') &&
		(!number(s, 59, &m) ||
		    (span_take(s, ':') && !number(s, 59, &sec)))))
		return false;
	*t = (h * 60 + m) * 60 + sec;
	if (negative)
		*t = -*t;
	return true;
}

/* ,Mm.w.d[/time] or ,Jn or ,n */
static bool
change(struct span *s, struct tz_rule_change *c)
{
	bool good;

	if (!span_take(s, ','))
		return false;
	if (span_take(s, 'M')) {
		c->kind = 'M';
		good = number(s, 12, &c->month) && span_take(s, '.') &&
		    number(s, 5, &c->week) && span_take(s, '.') &&
		    number(s, 6, &c->day) && c->month && c->week;
	} else {
		c->kind = span_take(s, 'J') ? 'J' : 'N';
		good =
		    number(s, 365, &c->day) && (c->kind == 'N' || c->day > 0);
	}
	c->time = 2 * 3600;
	return good && (!span_take(s, '/') || seconds(s, &c->time));
}

bool
tz_rule_parse(struct span s, struct tz_rule *r)
{
	int west;

	*r = (struct tz_rule){ 0 };
	if (!name(&s) || !seconds(&s, &west))
		return false;
	r->std = -west;
	if (s.len == 0)
		return true;
	r->has_dst = true;
	r->dst = r->std + 3600;
	if (!name(&s))
		return false;
	if (s.len && s.p[0] != ',') {
		if (!seconds(&s, &west))
			return false;
		r->dst = -west;
	}
	return change(&s, &r->start) && change(&s, &r->end) && s.len == 0;
}

/* The day, from 1970-01-01, on which c falls in a year. */
static int32_t
day_of(const struct tz_rule_change *c, int year)
{
	int32_t first = 0, next, day;
	int weekday;

	if (c->kind != 'M') {
		date_of(year, 1, 1, &first);
		if (c->kind == 'N')
			return first + c->day;
		/* J60 is 1 March in every year */
		day = first + c->day - 1;
		return day + (c->day >= 60 && date_of(year, 2, 29, &next));
	}
	date_of(year, c->month, 1, &first);
	weekday = (first % 7 + 11) % 7; /* day 0 was a Thursday */
	day = first + (c->day - weekday + 7) % 7 + (c->week - 1) * 7;
	if (c->month == 12)
		next = first + 31;
	else
		date_of(year, c->month + 1, 1, &next);
	return day < next ? day : day - 7;
}

void
tz_rule_year(const struct tz_rule *r, int year, int64_t t[2])
{
	t[0] = (int64_t)day_of(&r->start, year) * DAY + r->start.time - r->std;
	t[1] = (int64_t)day_of(&r->end, year) * DAY + r->end.time - r->dst;
}
