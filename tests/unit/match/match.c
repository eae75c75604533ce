#include "match/match.h"

#include <stdlib.h>

#include "base/mem.h"
#include "scratch.h"
#include "test.h"

enum { MOST = 40 };

struct set {
	struct buf lines[MOST];
	struct record records[MOST];
	const struct record *of[MOST];
	size_t n;
};

static void
add_record(struct set *s, const char *amount, const char *currency, char side)
{
	struct buf *b = &s->lines[s->n];
	struct err e;

	buf_clear(b);
	buf_printf(b, "k\t%s\t%s\t%c\t-", amount, currency, side);
	EXPECT(record_parse(buf_span(b), &s->records[s->n], &e) == 0);
	s->of[s->n] = &s->records[s->n];
	s->n++;
}

static void
free_set(struct set *s)
{
	for (size_t i = 0; i < MOST; i++)
		buf_free(&s->lines[i]);
	*s = (struct set){ 0 };
}

/* Words like "L10.00" and "R5USD" in stream order; the answer as
 * "matched 0 2, left 1". */
static void
matches(const char *words, const char *tolerance, const char *want)
{
	static struct set s;
	struct match_rules rules = { 0 };
	struct matcher m = { .rules = &rules };
	struct buf got = { 0 };
	struct err e;

	s.n = 0;
	while (*words) {
		size_t len = strcspn(words, " ");
		size_t digits = strspn(words + 1, "-.0123456789");
		char amount[32], currency[16];

		snprintf(amount, sizeof amount, "%.*s", (int)digits, words + 1);
		snprintf(currency, sizeof currency, "%.*s",
		    (int)(len - digits - 1), words + 1 + digits);
		add_record(&s, amount, *currency ? currency : "CNY", *words);
		words += len + (words[len] == ' ');
	}
	if (tolerance)
		EXPECT(tolerance_add(&rules.tolerances, tolerance, &e) == 0);
	EXPECT(match_key(&m, s.of, s.n, &e) == 0);
	for (size_t i = 0; i < m.n; i++) {
		buf_str(&got, got.len ? ", " : "");
		buf_str(&got, result_class_name(m.matches[i].class));
		if (m.matches[i].left != MATCH_NONE)
			buf_printf(&got, " %zu", m.matches[i].left);
		if (m.matches[i].right != MATCH_NONE)
			buf_printf(&got, " %zu", m.matches[i].right);
	}
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
	matcher_free(&m);
	tolerances_free(&rules.tolerances);
	free_set(&s);
}

static void
one_or_two(void)
{
	matches("L1", NULL, "left 0");
	matches("R1", NULL, "right 0");
	matches("L1 R1", NULL, "matched 0 1");
	matches("R1.00 L1", NULL, "matched 1 0");
	matches("L1 R2", NULL, "amount 0 1");
	matches("L1 R2", "1", "matched 0 1");
	matches("L1 R2", "0.99", "amount 0 1");
	matches("L1 L1", NULL, "left 0, left 1");
	matches("L1CNY R1USD", "100%", "left 0, right 1");
}

static void
by_steps(void)
{
	/* equal amounts, the i-th with the i-th */
	matches("L1 L1 L1 R1 R1", NULL, "matched 0 3, matched 1 4, left 2");
	/* then the closest */
	matches(
	    "L10 L13 R10 R11 R12", "2", "matched 0 2, matched 1 4, right 3");
	/* then in order of amount, which is not that of the text */
	matches("L100 L20 R110 R30", NULL, "amount 1 3, amount 0 2");
	/* then nothing */
	matches("L100 L20 R110", NULL, "amount 1 2, left 0");
	matches("L-5 R-4 R-6", "1", "matched 0 1, right 2");
}

static void
scales(void)
{
	matches("L1 L1.5 R1.000 R1.50", NULL, "matched 0 2, matched 1 3");
	matches("L1 R1.001 R1.002", "0.001", "matched 0 1, right 2");
}

static void
currencies(void)
{
	matches("L1USD R1CNY L1CNY R1USD L1EUR", NULL,
	    "matched 2 1, left 4, matched 0 3");
	matches("L1USD L3CNY R2USD R2CNY", "USD=1", "amount 1 3, matched 0 2");
}

/* Whatever the records: each is in one match, of the right kind. */
static void
each_once(void)
{
	static struct set s;
	struct match_rules rules = { 0 };
	struct matcher m = { .rules = &rules };
	uint64_t seed = 20221106;
	struct err e;

	EXPECT(tolerance_add(&rules.tolerances, "0.02", &e) == 0);
	for (int round = 0; round < 3000; round++) {
		int seen[MOST] = { 0 };
		size_t n = 1 + scratch_random(&seed) % MOST;

		for (s.n = 0; s.n < n;) {
			uint64_t x = scratch_random(&seed);
			char text[16];

			snprintf(text, sizeof text, "%d.%02d", (int)(x % 3),
			    (int)(x >> 8) % 7 + 10);
			add_record(&s, text, x >> 20 & 3 ? "CNY" : "USD",
			    x >> 30 & 1 ? 'L' : 'R');
		}
		EXPECT(match_key(&m, s.of, n, &e) == 0);
		for (size_t i = 0; i < m.n; i++) {
			struct match a = m.matches[i];
			bool l = a.left != MATCH_NONE;
			bool r = a.right != MATCH_NONE;

			EXPECT(l || r);
			if (l)
				EXPECT(!seen[a.left]++ &&
				    s.of[a.left]->side == 'L');
			if (r)
				EXPECT(!seen[a.right]++ &&
				    s.of[a.right]->side == 'R');
			EXPECT((a.class == CLASS_LEFT) == !r);
			EXPECT((a.class == CLASS_RIGHT) == !l);
			EXPECT(!l || !r ||
			    span_eq(s.of[a.left]->currency,
				s.of[a.right]->currency));
		}
		for (size_t i = 0; i < n; i++)
			EXPECT(seen[i] == 1);
	}
	free_set(&s);
	matcher_free(&m);
	tolerances_free(&rules.tolerances);
}

static void
too_large(void)
{
	static struct set s;
	struct match_rules rules = { 0 };
	struct matcher m = { .rules = &rules };
	struct err e;

	s.n = 0;
	add_record(&s, "170141183460469231731687303715884105727", "CNY", 'L');
	add_record(&s, "0.1", "USD", 'R');
	EXPECT(match_key(&m, s.of, s.n, &e) == 0);
	add_record(&s, "0.1", "CNY", 'R');
	EXPECT(match_key(&m, s.of, s.n, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "key \"k\": its amounts are too large to be "
	    "compared");
	free_set(&s);
	matcher_free(&m);
}

int
main(void)
{
	test("one record is alone, two match or do not", one_or_two);
	test("equal ones first, then the closest, then in order, then alone",
	    by_steps);
	test("amounts are numbers whatever their decimals", scales);
	test("currencies do not mix and have their own tolerance", currencies);
	test("every record is in exactly one match of its kind", each_once);
	test("amounts that no common scale holds are refused", too_large);
	return test_done();
}
