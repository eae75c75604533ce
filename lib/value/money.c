#include "value/money.h"

#include "value/currency_sign.h"

/* A cell being read from left to right. */
struct reader {
	struct span rest;
	struct span currency;
	struct money money;
	bool negative;
	bool opened, closed; /* parentheses */
	int marks;           /* currency signs and codes met */
};

/* What a step along the cell came to. */
enum step {
	TAKEN,
	STRANGE, /* nothing that belongs to an amount */
	TOLD,    /* wrong, and the error says how */
};

static void
skip(struct span *s, size_t n)
{
	s->p += n;
	s->len -= n;
}

static enum step
take_sign(struct reader *r, size_t n, bool negative)
{
	if (r->money.is_signed)
		return STRANGE;
	r->money.is_signed = true;
	r->negative = negative;
	skip(&r->rest, n);
	return TAKEN;
}

static enum step
take_open(struct reader *r)
{
	r->opened = true;
	return take_sign(r, 1, true);
}

static enum step
take_close(struct reader *r, bool behind)
{
	if (!behind || !r->opened || r->closed)
		return STRANGE;
	r->closed = true;
	skip(&r->rest, 1);
	return TAKEN;
}

/* Is code among codes, which are separated by blanks? */
static bool
is_among(struct span code, const char *codes)
{
	while (*codes) {
		size_t n = strcspn(codes, " ");

		if (span_eq(code, (struct span){ codes, n }))
			return true;
		codes += n + (codes[n] == ' ');
	}
	return false;
}

/* A sign or code of n bytes that may stand for codes (NULL: for any). */
static enum step
take_currency(struct reader *r, size_t n, const char *codes, struct err *e)
{
	struct span mark = { r->rest.p, n };

	if (r->marks == 2)
		return STRANGE;
	if (codes && !span_eq(r->currency, SPAN("-")) &&
	    !is_among(r->currency, codes)) {
		err_set(e, ST_DATA, "is not an amount of %.*s",
		    (int)r->currency.len, r->currency.p);
		return TOLD;
	}
	r->marks++;
	r->money.mark = mark;
	skip(&r->rest, n);
	return TAKEN;
}

/* n letters: CR, DR, C, D or a currency's code, in any case. */
static enum step
take_word(struct reader *r, size_t n, struct err *e)
{
	char upper[CURRENCY_MAX + 1];
	struct span word = { upper, n };

	if (n > CURRENCY_MAX)
		return STRANGE;
	for (size_t i = 0; i < n; i++)
		upper[i] = (char)(r->rest.p[i] & ~0x20);
	upper[n] = '\0';
	if (is_among(word, "C CR"))
		return take_sign(r, n, false);
	if (is_among(word, "D DR"))
		return take_sign(r, n, true);
	if (span_eq(word, r->currency) || currency_is_iso(word))
		return take_currency(r, n, upper, e);
	return STRANGE;
}

static size_t
letters(struct span s)
{
	size_t n = 0;

	while (n < s.len &&
	    ((s.p[n] >= 'A' && s.p[n] <= 'Z') ||
		(s.p[n] >= 'a' && s.p[n] <= 'z')))
		n++;
	return n;
}

static enum step
take_token(struct reader *r, bool behind, struct err *e)
{
	const char *codes = NULL;
	size_t sign, word;

	switch (r->rest.p[0]) {
	case '-':
		return take_sign(r, 1, true);
	case '+':
		return take_sign(r, 1, false);
	case '(':
		return behind ? STRANGE : take_open(r);
	case ')':
		return take_close(r, behind);
	}
	if (span_begins(r->rest, SPAN("\xe2\x88\x92"))) /* minus sign */
		return take_sign(r, 3, true);
	sign = currency_sign(r->rest, &codes);
	word = letters(r->rest);
	if (word > sign)
		return take_word(r, word, e);
	return sign ? take_currency(r, sign, codes, e) : STRANGE;
}

/* What stands before or behind the numeral. */
static enum step
take_tokens(
    struct reader *r, const struct numeral_form *f, bool behind, struct err *e)
{
	enum step step = TAKEN;

	while (r->rest.len && step == TAKEN) {
		size_t n = numeral_blank(r->rest);

		if (n == 0 && !behind && numeral_begins(f, r->rest))
			break;
		if (n)
			skip(&r->rest, n);
		else
			step = take_token(r, behind, e);
	}
	return step;
}

int
money_parse(struct span cell, const struct numeral_form *f,
    struct span currency, struct money *m, struct err *e)
{
	struct reader r = { .rest = cell, .currency = currency };
	struct numeral x;
	enum step step = take_tokens(&r, f, false, e);

	if (step == TAKEN && (r.rest.len == 0 || !numeral_take(f, &r.rest, &x)))
		step = STRANGE;
	if (step == TAKEN)
		step = take_tokens(&r, f, true, e);
	if (step == TOLD)
		return -1;
	if (step == STRANGE || r.opened != r.closed)
		return err_set(e, ST_DATA, "%s", amount_why(AMOUNT_SYNTAX));
	if (numeral_value(f, &x, &r.money.amount, e))
		return -1;
	if (r.negative)
		r.money.amount = amount_neg(r.money.amount);
	*m = r.money;
	return 0;
}

size_t
money_plain(struct span s, const struct numeral_form *f, int scale, char *text,
    int64_t *minor)
{
	static const int64_t powers[] = { 1, 10, 100, 1000, 10000, 100000,
		1000000, 10000000, 100000000 };
	bool negative = s.len && s.p[0] == '-';
	const char *digits = s.p + negative, *end = s.p + s.len, *p = digits;
	size_t whole, decimals = 0, pad;
	uint64_t v = 0;

	while (p < end && *p >= '0' && *p <= '9')
		v = v * 10 + (uint64_t)(*p++ - '0');
	whole = (size_t)(p - digits);
	if (whole == 0 || (whole > 1 && *digits == '0') || f->minor)
		return 0;
	if (p < end) {
		decimals = (size_t)(end - p) - 1;
		if (*p++ != '.' || decimals == 0)
			return 0;
		while (p < end && *p >= '0' && *p <= '9')
			v = v * 10 + (uint64_t)(*p++ - '0');
		if (p < end ||
		    !numeral_point_is_clear(f, *digits, whole, decimals))
			return 0;
	}
	if (decimals > (size_t)scale || whole + (size_t)scale > 18 ||
	    (negative && v == 0))
		return 0;
	pad = (size_t)scale - decimals;
	if (pad >= sizeof powers / sizeof *powers)
		return 0;
	memcpy(text, s.p, s.len);
	text += s.len;
	if (pad && decimals == 0)
		*text++ = '.';
	memset(text, '0', pad);
	*minor = (int64_t)v * powers[pad] * (negative ? -1 : 1);
	return s.len + (pad && decimals == 0) + pad;
}
