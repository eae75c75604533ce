#include "bill/bank/balance.h"

enum { DIGITS_MAX = 38 }; /* of a 128 bit number */

/* Without leading zeros, but for one in front of the decimals. */
static size_t
skip_zeros(struct span s, size_t whole)
{
	size_t i = 0;

	while (i + 1 < whole && s.p[i] == '0')
		i++;
	return i;
}

enum amount_result
balance_decimal(struct span s, char mark, bool must, struct amount *a)
{
	char text[DIGITS_MAX + 2];
	const char *m = s.len ? memchr(s.p, mark, s.len) : NULL;
	size_t whole = m ? (size_t)(m - s.p) : s.len;
	size_t from = skip_zeros(s, whole), n = 0;

	if (whole == 0 || (must && !m))
		return AMOUNT_SYNTAX;
	if (m && whole + 1 == s.len)
		s.len--; /* a decimal mark without decimals, "12," */
	if (s.len - from > sizeof text)
		return AMOUNT_OVERFLOW;
	for (size_t i = from; i < s.len; i++) {
		if (i != whole && (s.p[i] < '0' || s.p[i] > '9'))
			return AMOUNT_SYNTAX;
		text[n++] = i == whole ? '.' : s.p[i];
	}
	return amount_parse((struct span){ text, n }, a);
}

bool
balance_currency(struct span s, struct figure *m)
{
	if (s.len != 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	memcpy(m->currency, s.p, 3);
	m->currency[3] = '\0';
	return true;
}

void
balance_open(struct balance *b, const struct figure *opening)
{
	*b = (struct balance){ .open = true, .opening = *opening };
}

static int
too_large(struct err *e)
{
	return err_set(e, ST_DATA, "the sum of the entries is too large");
}

int
balance_add(
    struct balance *b, const struct figure *m, bool reversal, struct err *e)
{
	if (strcmp(b->opening.currency, m->currency))
		return err_set(e, ST_DATA,
		    "an entry in %s, but the balances "
		    "are in %s",
		    m->currency, b->opening.currency);
	if (amount_add(b->sum, m->amount, &b->sum) != AMOUNT_OK)
		return too_large(e);
	if (reversal &&
	    amount_add(b->turned, m->amount, &b->turned) != AMOUNT_OK)
		return too_large(e);
	b->entries++;
	return 0;
}

/* True if the balances would agree with the sign of every reversal turned
 * round: the sum is then less by twice the reversals. */
static bool
would_agree(const struct balance *b, struct amount less)
{
	struct amount twice;

	return !amount_is_zero(b->turned) &&
	    amount_add(b->turned, b->turned, &twice) == AMOUNT_OK &&
	    amount_cmp(less, amount_neg(twice)) == 0;
}

/* Tells that the balances disagree: end is opening balance and entries, less
 * the closing balance minus end. */
static int
broken(const struct balance *b, struct amount end, const struct figure *closing,
    struct amount less, struct err *e)
{
	char from[AMOUNT_TEXT_CAP], sum[AMOUNT_TEXT_CAP];
	char got[AMOUNT_TEXT_CAP], want[AMOUNT_TEXT_CAP];
	char by[AMOUNT_TEXT_CAP];

	amount_format(b->opening.amount, from);
	amount_format(b->sum, sum);
	amount_format(end, got);
	amount_format(closing->amount, want);
	amount_format(amount_abs(less), by);
	return err_set(e, ST_DATA,
	    "the balances do not agree: opening %s and "
	    "%ju %s of %s make %s, but closing is %s %s: %s %s",
	    from, (uintmax_t)b->entries, b->entries == 1 ? "entry" : "entries",
	    sum, got, want, closing->currency, by,
	    less.minor < 0 ? "less" : "more");
}

int
balance_close(struct balance *b, const struct figure *closing, bool *turned,
    struct err *e)
{
	struct amount end, less;

	b->open = false;
	if (turned)
		*turned = false;
	if (strcmp(b->opening.currency, closing->currency))
		return err_set(e, ST_DATA, "opens in %s and closes in %s",
		    b->opening.currency, closing->currency);
	if (amount_add(b->opening.amount, b->sum, &end) != AMOUNT_OK ||
	    amount_sub(closing->amount, end, &less) != AMOUNT_OK)
		return too_large(e);
	if (amount_is_zero(less))
		return 0;
	if (turned)
		*turned = would_agree(b, less);
	return broken(b, end, closing, less, e);
}
