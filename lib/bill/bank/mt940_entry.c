#include "bill/bank/mt940_entry.h"

#include "value/time/date.h"

/* n digits at the front of *s, taken away from it. */
static bool
digits(struct span *s, size_t n, int *value)
{
	int v = 0;

	if (s->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		v = v * 10 + (s->p[i] - '0');
	}
	s->p += n;
	s->len -= n;
	*value = v;
	return true;
}

static bool
full_date(struct span *s, int *year, int32_t *day)
{
	int y, m, d;

	if (!digits(s, 2, &y) || !digits(s, 2, &m) || !digits(s, 2, &d))
		return false;
	*year = y + (y >= 80 ? 1900 : 2000);
	if (date_of(*year, m, d, day))
		return true;
	/* months of thirty days, as interest is reckoned */
	return m == 2 && (d == 29 || d == 30) && date_of(*year, 2, 28, day);
}

bool
mt940_entry_date(struct span s, int32_t *day)
{
	int y;

	return s.len == 6 && full_date(&s, &y, day);
}

/* A date without a year is the one nearest to the value date. */
static bool
near_date(struct span *s, int year, int32_t value, int32_t *day)
{
	int64_t least = INT64_MAX;
	int m, d;

	if (!digits(s, 2, &m) || !digits(s, 2, &d))
		return false;
	for (int y = year - 1; y <= year + 1; y++) {
		int32_t try;
		int64_t far;

		if (!date_of(y, m, d, &try))
			continue;
		far = try > value ? try - value : value - try;
		if (far < least) {
			least = far;
			*day = try;
		}
	}
	return least != INT64_MAX;
}

static struct span
cut(struct span *s, size_t n)
{
	struct span front = { s->p, n < s->len ? n : s->len };

	s->p += front.len;
	s->len -= front.len;
	return front;
}

static bool
is_letter(const struct span *s)
{
	return s->len && s->p[0] >= 'A' && s->p[0] <= 'Z';
}

/* C, D, RC, RD, EC or ED, and a funds code behind it. */
static bool
mark(struct span *s, struct mt940_entry *en, bool *minus)
{
	size_t at;

	en->reversal = s->len > 1 && s->p[0] == 'R';
	en->expected = s->len > 1 && s->p[0] == 'E';
	at = en->reversal || en->expected;
	if (s->len <= at || (s->p[at] != 'C' && s->p[at] != 'D'))
		return false;
	*minus = (s->p[at] == 'D') != en->reversal;
	en->mark = cut(s, at + 1);
	if (is_letter(s))
		cut(s, 1);
	return true;
}

static size_t
run_of(struct span s, const char *bytes)
{
	size_t n = 0;

	while (n < s.len && s.p[n] && strchr(bytes, s.p[n]))
		n++;
	return n;
}

static void
references(struct span first, struct mt940_entry *en)
{
	size_t i = 0;

	while (
	    i + 1 < first.len && (first.p[i] != '/' || first.p[i + 1] != '/'))
		i++;
	if (i + 1 >= first.len)
		i = first.len;
	en->reference = cut(&first, i);
	cut(&first, 2);
	en->bank_reference = first;
}

static int
bad(struct err *e, const char *what, struct span rest)
{
	return err_set(
	    e, ST_DATA, "field 61: \"%s\" %s", excerpt(rest).s, what);
}

/* The first line; what is left of it are the references. */
static int
parse_head(struct span *s, struct mt940_entry *en, struct err *e)
{
	enum amount_result r;
	struct span text, was = *s;
	bool minus;
	int year;

	if (!full_date(s, &year, &en->value_date))
		return bad(e, "does not begin with a value date YYMMDD", was);
	en->date = en->value_date;
	cut(s, run_of(*s, " "));
	was = *s;
	if (s->len && s->p[0] >= '0' && s->p[0] <= '9' &&
	    !near_date(s, year, en->value_date, &en->date))
		return bad(e, "does not begin with a date MMDD", was);
	was = *s;
	if (!mark(s, en, &minus))
		return bad(
		    e, "does not begin with C, D, RC, RD, EC or ED", was);
	cut(s, run_of(*s, " "));
	text = cut(s, run_of(*s, "0123456789,"));
	r = balance_decimal(text, ',', false, &en->amount);
	if (r != AMOUNT_OK)
		return bad(e, amount_why(r), text.len ? text : *s);
	if (minus)
		en->amount = amount_neg(en->amount);
	was = *s;
	if (!is_letter(s) || s->len < 4)
		return bad(e, "does not begin with a type like NTRF", was);
	en->type = cut(s, 4);
	return 0;
}

int
mt940_entry_parse(struct span field, struct mt940_entry *en, struct err *e)
{
	const char *lf = field.len ? memchr(field.p, '\n', field.len) : NULL;
	struct span rest = field;
	struct span first = cut(&rest, lf ? (size_t)(lf - field.p) : field.len);

	if (parse_head(&first, en, e))
		return -1;
	references(first, en);
	cut(&rest, 1);
	en->supplement = rest;
	return 0;
}
