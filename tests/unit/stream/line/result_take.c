/*
 * A batch of results against its slow twin: whatever it takes, result_parse
 * reads the same way, and the batch made without any feature of the machine is
 * the same.
 */
#include "stream/line/record_batch.h"

#include <stdlib.h>

#include "test.h"

enum {
	BEHIND = 192, /* bytes that can be read behind a line */
	LINE_ROOM = 1000,
};

static unsigned seed;

static unsigned
pick(unsigned n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

#define PICK(list) list[pick(sizeof list / sizeof *list)]

static bool
same_amount(struct amount a, struct amount b)
{
	return a.minor == b.minor && a.scale == b.scale;
}

static bool
same_span(struct span a, struct span b)
{
	return a.p == b.p && a.len == b.len;
}

static bool
same_result(const struct result *a, const struct result *b)
{
	return same_span(a->line, b->line) && same_span(a->key, b->key) &&
	    a->class == b->class && a->has_left == b->has_left &&
	    a->has_right == b->has_right && same_amount(a->left, b->left) &&
	    same_amount(a->right, b->right) && same_amount(a->diff, b->diff) &&
	    same_span(a->currency, b->currency) &&
	    same_span(a->date, b->date) &&
	    (a->date.len == 1 || a->day == b->day) &&
	    same_span(a->carried, b->carried);
}

/* An amount of cents, written with that many decimals. */
static size_t
put_amount(char *to, long cents, int scale)
{
	const char *sign = cents < 0 ? "-" : "";
	long n = cents < 0 ? -cents : cents;

	if (scale == 0)
		return (size_t)sprintf(to, "%s%ld", sign, n);
	return (size_t)sprintf(
	    to, "%s%ld.%0*ld", sign, n / 100, scale, n % 100);
}

/* LEFT, RIGHT and DIFF of a class, mostly as they have to be. */
static size_t
put_amounts(char *to, const char *class)
{
	static const char *const odd[] = { "-0.00", "01.00", "1", "1.", ".5",
		"", "-", "--1.00", "+1", "0.0", "0", "0.000",
		"123456789012345678", "1234567890123456789",
		"99999999999999999999999999.99", "0.000000000000000001" };
	static const long most[] = { 10, 1000, 99999, 99999999, 99999999999,
		4503599627370495 };
	long most_of = most[pick(6)];
	long left = (long)(pick(65536) * 65536l + pick(65536)) % most_of;
	long right = pick(3) ? left : (long)pick(65536) % most_of;
	int scale = pick(8) ? 2 : (int)pick(4);
	char *p = to;

	left = pick(10) ? left : -left;
	right = pick(10) ? right : -right;
	if (!strcmp(class, "left"))
		right = 0;
	if (!strcmp(class, "right"))
		left = 0;
	for (int i = 0; i < 3; i++) {
		long n = i == 0 ? left : i == 1 ? right : left - right;

		*p++ = '\t';
		if (pick(40) == 0)
			p += sprintf(p, "%s", PICK(odd));
		else if (!strcmp(class, i == 0 ? "right" : "left") && i < 2)
			*p++ = '-';
		else
			p += put_amount(
			    p, pick(40) ? n : n + 1, pick(60) ? scale : 2);
	}
	return (size_t)(p - to);
}

/* Carried fields, each with its TAB before it. */
static size_t
put_carried(char *to, unsigned fields)
{
	static const char *const odd[] = { "", "a", "=", "n=0", "a=\r", "=a",
		"a=\x01", "a\x1f=", "a=\x7f", "a=\\t\\", "\n", "age=3",
		"\xe5\x8d\x95=\xff" };
	char *p = to;

	while (fields--) {
		*p++ = '\t';
		if (pick(12) == 0)
			p += sprintf(p, "%s", PICK(odd));
		else
			p += sprintf(p, "l.%.*s=%.*s", (int)pick(12) + 1,
			    "status_of_it", (int)pick(pick(8) ? 20 : 75),
			    "2022-11-01 12:34:56 and what else there is to be "
			    "said about that payment");
	}
	return (size_t)(p - to);
}

#define LONG_KEY \
	"one that is longer than what is looked at at once, by far, and then " \
	"some, so that no block holds all of it"

/* A line that is mostly a good result, now and then with a byte changed. */
static size_t
put_line(char *to, bool good)
{
	static const char *const keys[] = { "-", "#x", "a|b", "\xe5\x8d\x95",
		"", "$", "12345678", LONG_KEY };
	static const char *const classes[] = { "matched", "left", "right",
		"amount", "rolled", "field", "duplicate", "ambiguous",
		"adjusted", "lefts", "match", "", "L" };
	static const char *const tails[] = { "\tCNY\t2022-11-01",
		"\tCNY\t2022-11-02", "\tCNY\t-", "\t-\t-", "\t-\t2022-11-03",
		"\tUSD\t2022-02-28", "\tUSDT\t2022-02-28", "\tCNY\t2022-13-01",
		"\tCNY\t2022-11-01 ", "\tcny\t2022-11-01", "\tCNY\t", "\t\t",
		"\tCNY" };
	const char *class = classes[pick(good || pick(20) ? 6 : 13)];
	char *p = to;

	if (good || pick(2))
		p += sprintf(p, "2022110142%u", pick(20000));
	else
		p += sprintf(p, "%s", PICK(keys));
	p += sprintf(p, "\t%s", class);
	p += put_amounts(p, class);
	p += sprintf(p, "%s", tails[pick(good ? 6 : 13)]);
	if (pick(2))
		p += put_carried(p, pick(4));
	*p++ = '\n';
	if (!good && pick(8) == 0)
		to[pick((unsigned)(p - to) - 1)] = (char)pick(256);
	return (size_t)(p - to);
}

/* Lines in memory of just that size. */
static char *
make_text(size_t *len)
{
	char *text = malloc(2 * LINE_BATCH_MAX * LINE_ROOM);
	unsigned rare = 1 + pick(100);

	*len = 0;
	for (unsigned n = pick(2 * LINE_BATCH_MAX); n; n--)
		*len += put_line(text + *len, pick(rare));
	return realloc(text, *len ? *len : 1);
}

static bool
same_batch(const struct record_batch *a, const struct record_batch *b)
{
	if (a->lines.p != b->lines.p || a->lines.n != b->lines.n ||
	    a->lines.bytes != b->lines.bytes || a->closed != b->closed ||
	    !same_span(a->last, b->last))
		return false;
	for (size_t i = 0; i < a->lines.n; i++) {
		struct result x, y;

		record_batch_get_result(a, i, &x);
		record_batch_get_result(b, i, &y);
		if (!same_result(&x, &y) ||
		    a->slots[i].same_key != b->slots[i].same_key)
			return false;
	}
	return true;
}

/* Each line as result_parse reads it, and in order; what they add up to is
 * what the batch counts. */
static void
is_as_parsed(
    struct record_batch *b, const char *p, bool sorted, struct span before)
{
	struct total want = { 0 }, got = { 0 };
	struct err e = { .text = "" };

	for (size_t i = 0; i < b->lines.n; i++) {
		struct span line = { p, b->lines.len[i] };
		struct result quick, slow;
		bool same;

		EXPECT(!memchr(line.p, '\n', line.len) && p[line.len] == '\n');
		EXPECT(result_parse(line, &slow, &e) == 0);
		record_batch_get_result(b, i, &quick);
		EXPECT(same_result(&quick, &slow));
		EXPECT(total_result(&want, &slow, &e) == 0);
		same = before.p && before.len > slow.key.len &&
		    !memcmp(before.p, line.p, slow.key.len + 1);
		EXPECT(!sorted || !before.p || span_cmp(before, line) <= 0);
		EXPECT(!sorted || record_batch_same_key(b, i) == same);
		before = line;
		p += line.len + 1;
	}
	EXPECT(b->lines.p + b->lines.bytes == p);
	record_batch_count(b, &got);
	EXPECT(total_equal(&want, &got, &e));
	EXPECT_STR(e.text, "");
	total_free(&want);
	total_free(&got);
}

struct seen {
	size_t lines, good, taken;
};

/* The line at p, which no batch takes first; returns its length. */
static size_t
take_other(struct record_batch *a, struct record_batch *b, const char *p,
    const char *end, bool sorted, struct seen *seen)
{
	struct span before = a->last, line = { p, 0 };
	struct result r, got;
	struct err e;

	line.len = (size_t)((char *)memchr(p, '\n', (size_t)(end - p)) - p);
	seen->lines++;
	if (result_parse(line, &r, &e)) {
		record_batch_reset(a);
		record_batch_reset(b);
		return line.len;
	}
	seen->good++;
	if (sorted && before.p && span_cmp(before, line) > 0) {
		record_batch_reset(a);
		record_batch_reset(b);
		return line.len;
	}
	record_batch_other_result(a, &r, sorted);
	record_batch_other_result(b, &r, sorted);
	record_batch_get_result(a, 0, &got);
	EXPECT(same_result(&got, &r));
	return line.len;
}

static void
take_all(const char *text, size_t len, bool sorted, struct seen *seen)
{
	static struct record_batch a, b;
	const char *p = text, *end = text + len;

	a = b = (struct record_batch){ 0 };
	while (p < end) {
		struct span before = a.last;
		struct total none = { 0 };

		record_batch_take_results(&a, p, end, sorted);
		record_batch_take_results_portable(&b, p, end, sorted);
		EXPECT(same_batch(&a, &b));
		record_batch_count(&b, &none);
		total_free(&none);
		is_as_parsed(&a, p, sorted, before);
		seen->lines += a.lines.n;
		seen->good += a.lines.n;
		seen->taken += a.lines.n;
		p += a.lines.bytes;
		if (a.lines.n == 0)
			p += take_other(&a, &b, p, end, sorted, seen) + 1;
	}
}

static void
takes_what_parse_takes(void)
{
	struct seen seen = { 0 };

	for (int round = 0; round < 2000; round++) {
		size_t len;
		char *text = make_text(&len);

		take_all(text, len, false, &seen);
		free(text);
	}
	EXPECT(seen.good > seen.lines / 3);
	EXPECT(seen.taken > seen.good * 4 / 5);
}

static int
by_line(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* The lines of a text in order, now and then two changed. */
static char *
sorted_text(size_t *len)
{
	static struct span lines[4 * LINE_BATCH_MAX];
	char *text = make_text(len), *copy = malloc(2 * *len + 1), *to = copy;
	size_t n = 0;

	for (char *p = text; p < text + *len; n++) {
		lines[n].p = p;
		p = (char *)memchr(p, '\n', (size_t)(text + *len - p)) + 1;
		lines[n].len = (size_t)(p - lines[n].p) - 1;
	}
	qsort(lines, n, sizeof *lines, by_line);
	for (size_t i = 0; i < n; i++) {
		size_t k = pick(1000) ? i : pick((unsigned)n);

		if ((size_t)(to - copy) + lines[k].len + 1 > 2 * *len)
			break;
		to = span_put(to, lines[k]);
		*to++ = '\n';
	}
	*len = (size_t)(to - copy);
	free(text);
	return realloc(copy, *len ? *len : 1);
}

static void
takes_sorted_ones_in_order(void)
{
	struct seen seen = { 0 };

	for (int round = 0; round < 2000; round++) {
		size_t len;
		char *text = sorted_text(&len);

		take_all(text, len, true, &seen);
		free(text);
	}
	EXPECT(seen.taken > 100000);
}

/* Whether it takes the line, which result_parse then takes the same way. */
static bool
is_taken(const char *line, size_t len)
{
	static struct record_batch a, b;
	static char text[LINE_ROOM + BEHIND];
	struct total none = { 0 };

	memcpy(text, line, len);
	memset(text + len, '\n', BEHIND);
	a = b = (struct record_batch){ .scale = 2 };
	record_batch_take_results(&a, text, text + len + BEHIND, false);
	record_batch_take_results_portable(
	    &b, text, text + len + BEHIND, false);
	EXPECT(same_batch(&a, &b) && a.lines.n <= 1);
	is_as_parsed(&a, text, false, (struct span){ 0 });
	record_batch_count(&b, &none);
	total_free(&none);
	return a.lines.n;
}

/* Are the amounts of a result all of the same decimals? */
static bool
is_even(const struct result *r)
{
	return (!r->has_left || r->left.scale == r->diff.scale) &&
	    (!r->has_right || r->right.scale == r->diff.scale);
}

/* Rare classes are left to result_parse. */
static bool
is_rare(enum result_class c)
{
	return c == CLASS_ADJUSTED || c == CLASS_AMBIGUOUS ||
	    c == CLASS_DUPLICATE;
}

/* All triples of some amounts under each class. */
static void
checks_every_triple_of_amounts(void)
{
	static const char *const amounts[] = { "-", "0.00", "-0.00", "1.00",
		"-1.00", "2.00", "-2.00", "--1.00", "-3.00", "3.00", "1.0", "1",
		"12345.67", "-12345.67", "123456.78", "-123456.78", "1.000",
		"x", "" };
	enum { AMOUNTS = sizeof amounts / sizeof *amounts };
	unsigned taken = 0;

	for (int i = 0; i < CLASS_COUNT * AMOUNTS * AMOUNTS * AMOUNTS; i++) {
		char line[LINE_ROOM];
		struct result r;
		struct err e;
		int n = sprintf(line, "key\t%s\t%s\t%s\t%s\tCNY\t-",
		    result_class_name((enum result_class)(i % CLASS_COUNT)),
		    amounts[i / CLASS_COUNT % AMOUNTS],
		    amounts[i / CLASS_COUNT / AMOUNTS % AMOUNTS],
		    amounts[i / CLASS_COUNT / AMOUNTS / AMOUNTS]);
		struct span s = { line, (size_t)n };
		bool want = result_parse(s, &r, &e) == 0 && is_even(&r) &&
		    !is_rare(r.class);

		EXPECT(is_taken(line, s.len) == want);
		taken += want;
	}
	EXPECT(taken > 100);
}

static void
takes_any_length_of_its_fields(void)
{
	for (int key = 1; key < 200; key++) {
		for (int carried = -1; carried < 200; carried++) {
			char line[LINE_ROOM];
			int n = sprintf(line,
			    "%0*d\tamount\t7.00\t12.50\t-5.50\tCNY\t2022-11-01",
			    key, 1);

			if (carried >= 0)
				n += sprintf(line + n, "\tx=%0*d", carried, 0);
			EXPECT(is_taken(line, (size_t)n));
		}
	}
}

/* In memory of just that size, which the sanitizers watch. */
static void
looks_not_past_the_end(void)
{
	for (int i = 0; i < 10000; i++) {
		static struct record_batch b;
		size_t len, n;
		char *text = make_text(&len), *copy;
		struct total t = { 0 };

		n = len ? pick((unsigned)(len < 2000 ? len : 2000) + 1) : 0;
		copy = malloc(n ? n : 1);
		memcpy(copy, text, n);
		record_batch_reset(&b);
		record_batch_take_results(&b, copy, copy + n, pick(2));
		EXPECT(b.lines.bytes <= n);
		record_batch_count(&b, &t);
		record_batch_take_results_portable(&b, copy, copy + n, false);
		record_batch_count(&b, &t);
		total_free(&t);
		free(copy);
		free(text);
	}
}

int
main(void)
{
	test("what a batch takes, result_parse reads the same way",
	    takes_what_parse_takes);
	test("sorted results come in order, with the same KEYs known",
	    takes_sorted_ones_in_order);
	test("amounts are taken that result_parse takes for the class",
	    checks_every_triple_of_amounts);
	test("a key and carried fields may have any length",
	    takes_any_length_of_its_fields);
	test("a batch does not look past the end of the buffer",
	    looks_not_past_the_end);
	return test_done();
}
