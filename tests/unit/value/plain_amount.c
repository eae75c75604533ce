/*
 * canon against its slow twin: what it reads, money_parse reads the same, and
 * the text it writes is the one amount_format writes.
 */
#include "value/plain_amount.h"

#include <stdlib.h>

#include "value/money.h"
#include "scratch.h"
#include "test.h"

enum { FORMS = 6 };

static void
make_forms(struct numeral_form f[FORMS])
{
	memset(f, 0, FORMS * sizeof *f);
	f[1].decimal = '.';
	f[2].decimal = ',';
	f[3] = (struct numeral_form){ .minor = true, .minor_decimals = 2 };
	numeral_thousands(&f[4], ".");
	numeral_thousands(&f[5], "none");
}

/* Mostly digits with a point somewhere; now and then a byte of any kind. */
static struct span
random_cell(char *to, uint64_t *seed)
{
	uint64_t r = scratch_random(seed);
	size_t n = 1 + r % 18;

	for (size_t i = 0; i < n; i++)
		to[i] = (char)('0' + scratch_random(seed) % 10);
	if (r >> 8 & 3)
		to[n - 1 - (r >> 16) % (n < 5 ? n : 5)] = '.';
	if ((r >> 24) % 4 == 0)
		to[0] = '-';
	if ((r >> 32) % 8 == 0)
		to[(r >> 40) % n] = '0';
	if ((r >> 48) % 8 == 0)
		to[(r >> 52) % n] = (char)scratch_random(seed);
	return (struct span){ to, n };
}

/* 1 taken, and as the slow road does; 0 left to it. */
static int
compare(const struct numeral_form *f, int scale, struct span s)
{
	char text[PLAIN_AMOUNT_ROOM], want[AMOUNT_TEXT_CAP];
	struct plain_amount c;
	struct plain_amount_cell cell;
	struct money m;
	struct err e;
	size_t len;

	plain_amount_set(&c, f, scale);
	if (!plain_amount_read(&c, s, &cell))
		return 0;
	EXPECT(money_parse(s, f, SPAN("-"), &m, &e) == 0 && m.mark.len == 0 &&
	    m.is_signed == cell.negative &&
	    amount_rescale(&m.amount, scale, ROUND_NONE) == AMOUNT_OK &&
	    m.amount.minor == (cell.negative ? -cell.minor : cell.minor));
	len = amount_format(m.amount, want);
	EXPECT(f->minor ||
	    (plain_amount_put(&cell, text) == len && !memcmp(text, want, len)));
	if (test_broken)
		printf("# %.*s at scale %d\n", (int)s.len, s.p, scale);
	return 1;
}

static void
two_roads(void)
{
	struct numeral_form forms[FORMS];
	char bytes[64] = { 0 };
	uint64_t seed = 20221101;
	int taken[FORMS] = { 0 };

	make_forms(forms);
	for (int i = 0; i < 1200000 && !test_broken; i++) {
		struct span s = random_cell(bytes, &seed);
		int f = i % FORMS;

		taken[f] += compare(
		    &forms[f], (int)(seed % 4 ? seed % 4 : seed / 4 % 9), s);
	}
	EXPECT(taken[0] > 10000 && taken[1] > 10000 && taken[3] > 10000);
	EXPECT(taken[4] < taken[0] && taken[5] >= taken[0]);
}

/* Every byte in every place of a cell of every length. */
static void
every_byte(void)
{
	struct numeral_form forms[FORMS];
	char bytes[64];
	int taken = 0;

	make_forms(forms);
	for (size_t len = 1; len <= PLAIN_AMOUNT_MAX + 2 && !test_broken; len++)
		for (size_t at = 0; at < len; at++)
			for (int b = 0; b < 256; b++) {
				memset(bytes, '7', sizeof bytes);
				if (len > 3)
					bytes[len - 3] = '.';
				bytes[at] = (char)b;
				taken += compare(&forms[b & 1], 2,
				    (struct span){ bytes, len });
				taken += compare(
				    &forms[3], 2, (struct span){ bytes, len });
			}
	EXPECT(taken > 1000);
}

static bool
takes(struct span s, int scale)
{
	struct numeral_form form = { 0 };

	return compare(&form, scale, s) == 1;
}

static void
taken(void)
{
	static const char text[] =
	    "0.00 -12.30 12345.67 1234567890.12 "
	    "123456789012.34 12345678901234 1234567890.123456 1.234 12.3 "
	    "padding of a block";
	static const struct {
		size_t from, len;
		int scale;
		bool taken;
	} cells[] = {
		{ 0, 4, 2, true },
		{ 5, 6, 2, true },
		{ 12, 8, 2, true },
		{ 21, 13, 2, true },
		{ 35, 15, 2, true },
		{ 51, 14, 0, true },
		{ 66, 17, 6, false },
		{ 84, 5, 3, false },
		{ 90, 4, 2, false },
		{ 90, 4, 1, true },
		{ 0, 0, 2, false },
		{ 0, 0, 0, false },
	};

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		EXPECT(
		    takes((struct span){ text + cells[i].from, cells[i].len },
			cells[i].scale) == cells[i].taken);
}

/* Nothing before the cell is read, and eight bytes from its begin at most
 * where it is shorter. */
static void
within_bounds(void)
{
	struct numeral_form form = { 0 };
	struct plain_amount c;
	struct plain_amount_cell cell;

	plain_amount_set(&c, &form, 2);
	for (size_t len = 0; len <= PLAIN_AMOUNT_MAX; len++) {
		char *p = malloc(len + EIGHT);

		memset(p, '1', len + EIGHT);
		if (len > 3)
			p[len - 3] = '.';
		EXPECT(plain_amount_read(&c, (struct span){ p, len }, &cell) ==
		    (len > 3));
		free(p);
	}
}

int
main(void)
{
	test("what it reads, the slow road reads the same", two_roads);
	test("any byte that is no digit is left to the slow road", every_byte);
	test("amounts as the streams write them are read", taken);
	test("reads no further than it may", within_bounds);
	return test_done();
}
