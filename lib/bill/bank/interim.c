#include "bill/bank/interim.h"

/* Is this the report that was begun? If not it is from now on. */
static bool
goes_on(struct interim *i, const char *account, const char *number)
{
	struct buf now = { 0 };
	bool same;

	buf_str(&now, account);
	buf_byte(&now, '\n');
	buf_add(&now, (struct span){ number, strcspn(number, "/") });
	same = span_eq(buf_span(&now), buf_span(&i->of));
	buf_free(&i->of);
	i->of = now;
	return same;
}

static void
begin(struct interim *i, const char *account, const char *number)
{
	bool more = goes_on(i, account, number) && !i->totalled;

	if (!more)
		*i = (struct interim){ .of = i->of };
	i->on = true;
}

/* Currency, then a mark or none, then an amount. */
int
interim_open(struct interim *i, const char *account, const char *number,
    struct span floor, struct err *e)
{
	struct span s = span_trim(floor), code = { s.p, s.len < 3 ? s.len : 3 };
	struct figure in;
	bool first = !i->on;

	s.p += code.len;
	s.len -= code.len;
	if (s.len && strchr("CD ", s.p[0]))
		s = span_trim((struct span){ s.p + 1, s.len - 1 });
	if (!balance_currency(code, &in) ||
	    balance_decimal(s, ',', false, &in.amount) != AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "field 34F: \"%s\" is not a limit like EURD0,",
		    excerpt(floor).s);
	if (first)
		begin(i, account, number);
	else if (strcmp(in.currency, i->in.currency))
		return err_set(e, ST_DATA,
		    "field 34F: a limit in %s behind one in %s", in.currency,
		    i->in.currency);
	i->in = in;
	i->floor |= !amount_is_zero(in.amount);
	return 0;
}

static int
add(struct interim_side *side, struct amount a, struct err *e)
{
	side->entries++;
	if (amount_add(side->sum, amount_abs(a), &side->sum) == AMOUNT_OK)
		return 0;
	return err_set(e, ST_DATA, "the sum of the entries is too large");
}

int
interim_add(struct interim *i, const struct mt940_entry *en, struct err *e)
{
	bool debit = en->mark.p[en->mark.len - 1] == 'D';
	bool out = debit != en->reversal;

	return add(&i->by_sign[out ? INTERIM_DEBIT : INTERIM_CREDIT],
		   en->amount, e) ||
		add(&i->by_mark[debit ? INTERIM_DEBIT : INTERIM_CREDIT],
		    en->amount, e)
	    ? -1
	    : 0;
}

struct total {
	uint64_t n;
	struct figure money;
};

/* 5n3!a15d: count, currency, amount. */
static bool
parse(struct span s, struct total *t)
{
	size_t n = 0;

	s = span_trim(s);
	while (n < s.len && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return span_count((struct span){ s.p, n }, &t->n) && s.len > n + 3 &&
	    balance_currency((struct span){ s.p + n, 3 }, &t->money) &&
	    balance_decimal((struct span){ s.p + n + 3, s.len - n - 3 }, ',',
		false, &t->money.amount) == AMOUNT_OK;
}

static bool
agrees(const struct interim *i, const struct interim_side *s,
    const struct total *t)
{
	int more = amount_cmp(t->money.amount, s->sum);

	return i->floor ? t->n >= s->entries && more >= 0
			: t->n == s->entries && more == 0;
}

int
interim_check(struct interim *i, enum interim_side_of side, struct span text,
    struct err *e)
{
	const char *tag = side == INTERIM_DEBIT ? "90D" : "90C";
	const struct interim_side *got = &i->by_sign[side];
	char sum[AMOUNT_TEXT_CAP];
	struct total t;

	i->totalled = true;
	if (!parse(text, &t))
		return err_set(e, ST_DATA,
		    "field %s: \"%s\" is not a total like 2EUR12,50", tag,
		    excerpt(text).s);
	if (strcmp(t.money.currency, i->in.currency))
		return err_set(e, ST_DATA,
		    "field %s: a total in %s, but the report is in %s", tag,
		    t.money.currency, i->in.currency);
	if (agrees(i, got, &t) || agrees(i, &i->by_mark[side], &t))
		return 0;
	amount_format(got->sum, sum);
	return err_set(e, ST_DATA,
	    "field %s says \"%s\", but the report has %ju entries of %s", tag,
	    excerpt(text).s, (uintmax_t)got->entries, sum);
}

void
interim_free(struct interim *i)
{
	buf_free(&i->of);
}
