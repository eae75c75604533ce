/*
 * Amounts, one on each line: in the canonical form, which is read in three
 * ways, and as people write them, where what the quick functions take the
 * slow one reads the same.
 */
#include "fuzz.h"
#include "value/currency_sign.h"
#include "value/money.h"
#include "value/plain_amount.h"

/* Bytes that may be read beside a cell, whatever they are. */
enum { BESIDE = 32 };

static bool
same(struct amount a, struct amount b)
{
	return a.minor == b.minor && a.scale == b.scale;
}

static void
read_canonical(struct span s)
{
	char text[AMOUNT_TEXT_CAP];
	struct amount a, b, c;
	enum amount_result r = amount_parse(s, &a);
	struct amount_form form = amount_form(2);
	const char *from = s.p;
	int64_t minor;

	if (r == AMOUNT_OK)
		MUST(span_eq(s, (struct span){ text, amount_format(a, text) }));
	if (amount_scan(&from, s.p + s.len, &b) == AMOUNT_OK &&
	    from == s.p + s.len)
		MUST(r == AMOUNT_OK && same(a, b));
	else
		MUST(r != AMOUNT_OK);
	if (amount_scan_form(&form, s.p + s.len, s.len, &minor))
		MUST(r == AMOUNT_OK && same(a, (struct amount){ minor, 2 }));
	if (r != AMOUNT_OK)
		return;
	b = c = a;
	if (amount_rescale(&b, AMOUNT_SCALE_MAX, ROUND_NONE) == AMOUNT_OK)
		MUST(amount_cmp(a, b) == 0);
	if (amount_rescale(&c, 0, ROUND_DOWN) == AMOUNT_OK)
		MUST(amount_cmp(amount_abs(c), amount_abs(a)) <= 0);
	if (amount_sub(a, c, &b) == AMOUNT_OK &&
	    amount_add(b, c, &b) == AMOUNT_OK)
		MUST(amount_cmp(a, b) == 0);
}

/* What was read in a quick way, text and value, is what money_parse reads. */
static void
agrees(struct span s, const struct numeral_form *f, int scale, int64_t minor,
    struct span text)
{
	char want[AMOUNT_TEXT_CAP];
	struct money m;
	struct err e;

	MUST(money_parse(s, f, SPAN("-"), &m, &e) == 0 && m.mark.len == 0);
	MUST(amount_rescale(&m.amount, scale, ROUND_NONE) == AMOUNT_OK);
	MUST(m.amount.minor == minor);
	MUST(f->minor ||
	    span_eq(
		text, (struct span){ want, amount_format(m.amount, want) }));
}

static void
read_money(struct span s, const struct numeral_form *f, int scale)
{
	char text[AMOUNT_TEXT_CAP];
	struct plain_amount plain;
	struct plain_amount_cell cell;
	struct money m;
	int64_t minor;
	struct err e;
	size_t n;

	if (money_parse(s, f, SPAN("-"), &m, &e))
		fuzz_told(&e);
	n = money_plain(s, f, scale, text, &minor);
	if (n)
		agrees(s, f, scale, minor, (struct span){ text, n });
	plain_amount_set(&plain, f, scale);
	if (plain_amount_read(&plain, s, &cell)) {
		n = plain_amount_put(&cell, text);
		agrees(s, f, scale, cell.negative ? -cell.minor : cell.minor,
		    (struct span){ text, n });
	}
}

static void
read_line(struct span line)
{
	static const struct numeral_form forms[] = { { .decimal = 0 },
		{ .decimal = '.' }, { .decimal = ',' },
		{ .minor = true, .minor_decimals = 2 },
		{ .thousands_declared = true } };
	char *room = calloc(1, line.len + 2 * BESIDE);
	struct span s = { room + BESIDE, line.len };
	const char *codes;

	MUST(room);
	memcpy(room + BESIDE, line.p, line.len);
	read_canonical(s);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (int scale = 0; scale <= 3; scale++)
			read_money(s, &forms[i], scale);
	MUST(currency_sign(s, &codes) <= s.len);
	free(room);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n }, line;

	while (fuzz_line(&s, &line))
		read_line(line);
	return 0;
}
