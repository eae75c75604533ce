/*
 * A batch against its slow twin: whatever it takes, record_parse reads the
 * same way, and the batch made without any feature of the machine is the same.
 */
#include "stream/line/record_batch.h"

#include <stdlib.h>
#include <unistd.h>

#include "test.h"

enum { BEHIND = 192 }; /* bytes that can be read behind a line */

static unsigned seed;

static unsigned
pick(unsigned n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static bool
same_record(const struct record *a, const struct record *b)
{
	return span_eq(a->line, b->line) && span_eq(a->key, b->key) &&
	    span_eq(a->amount_text, b->amount_text) &&
	    a->amount.minor == b->amount.minor &&
	    a->amount.scale == b->amount.scale &&
	    span_eq(a->currency, b->currency) && a->side == b->side &&
	    span_eq(a->date, b->date) && a->carried.p == b->carried.p &&
	    a->carried.len == b->carried.len && a->count == b->count;
}

/* Carried fields, each with its TAB before it: most are good, and some so
 * long that they lie in several blocks. */
static size_t
make_carried(char *to, unsigned fields)
{
	static const char *const odd[] = { "", "a", "=", "==", "n", "n=", "n=0",
		"n=2", "n=12", "n=x", "n==3", "N=0", "nn=0", "n=1\r", "a=\r",
		"=a", "a=\x01", "a\x1f=", "a=\x7f", "a=\\t\\", "a=\\",
		"a=", "a=b=c", "a==", "ab", "\xe5\x8d\x95=\xff", "a=\n", "\n",
		"date", "date=", "date=2022-11-01", "dates=1",
		"data=", "n=999999999999999999", "n=1000000000000000000" };
	char *p = to;

	while (fields--) {
		*p++ = '\t';
		if (pick(12) == 0)
			p += sprintf(
			    p, "%s", odd[pick(sizeof odd / sizeof *odd)]);
		else
			p += sprintf(p, "%.*s=%.*s", (int)pick(12) + 1,
			    "status_of_it", (int)pick(pick(8) ? 20 : 75),
			    "2022-11-01 12:34:56 and what else there is to be "
			    "said about that payment");
	}
	return (size_t)(p - to);
}

/* A line that is mostly a good record, often like the last, now and then
 * with a byte of it changed. */
static size_t
make_line(char *to, size_t cap)
{
	static const char *const keys[] = { "202211014200009416040544", "k",
		"-", "#x", "a|b", "\xe5\x8d\x95", "", "$", "12345678" };
	static const char *const amounts[] = { "890.81", "0.00", "-1.50",
		"-0.00", "01.00", "1", "1.", ".5", "123456789012345678",
		"1234567890123456789", "99999999999999999999999999.99", "+1",
		"0.000000000000000001" };
	static const char *const tails[] = { "\tCNY\tL\t2022-11-01",
		"\tCNY\tL\t2022-11-01", "\tCNY\tR\t2022-11-01", "\tCNY\tL\t-",
		"\t-\tL\t-", "\tUSDT\tR\t2022-02-28", "\tCNY\tL\t2022-13-01",
		"\tCNY\tL\t2022-11-01\tn=2", "\tCNY\tL\t2022-11-01\ta=b" };
	int n = snprintf(to, cap, "%s\t%s%s\n", keys[pick(9)],
	    amounts[pick(3) ? 0 : pick(13)], tails[pick(2) ? 0 : pick(9)]);

	if (pick(3) == 0) {
		n--;
		n += (int)make_carried(to + n, pick(4));
		to[n++] = '\n';
	}
	if (pick(8) == 0)
		to[pick((unsigned)n - 1)] = (char)pick(256);
	return (size_t)n;
}

/* Lines of make_line, most of them usual, in memory of just that size. */
static char *
make_text(size_t *len)
{
	char *text = malloc(2 * LINE_BATCH_MAX * 1000);
	size_t n = 2 * pick(LINE_BATCH_MAX), quiet = pick(3);
	bool carry = pick(2);
	unsigned days = 1 + pick(9);
	static const char *const ends[] = { "", "|and", "|and a longer one",
		"|one that is longer than what is looked at at once, by far" };

	for (*len = 0; n; n--) {
		if (quiet && pick(50)) {
			*len += (size_t)snprintf(text + *len, 256,
			    "2022110142%u%s\t%u.%02u\tCNY\t%c\t2022-11-0%u\n",
			    pick(quiet == 1 ? 20 : 2000000000), ends[pick(4)],
			    pick(99999), pick(100), "LR"[pick(2)],
			    1 + pick(days));
			if (carry) {
				--*len;
				*len += make_carried(text + *len, pick(4));
				text[(*len)++] = '\n';
			}
		} else {
			*len += make_line(text + *len, 256);
		}
	}
	return realloc(text, *len ? *len : 1);
}

static bool
same_batch(const struct record_batch *a, const struct record_batch *b)
{
	if (a->lines.p != b->lines.p || a->lines.n != b->lines.n ||
	    a->lines.bytes != b->lines.bytes || a->closed != b->closed ||
	    a->last.p != b->last.p || a->last.len != b->last.len)
		return false;
	for (size_t i = 0; i < a->lines.n; i++) {
		const struct record_slot *x = &a->slots[i], *y = &b->slots[i];

		if (a->lines.len[i] != b->lines.len[i] || x->at != y->at ||
		    x->key != y->key || x->amount != y->amount ||
		    x->fixed != y->fixed || x->count != y->count ||
		    x->minor != y->minor || x->scale != y->scale ||
		    x->form != y->form || x->same_key != y->same_key)
			return false;
	}
	return true;
}

/* Each line as record_parse reads it; their total is added to t. */
static void
is_as_parsed(const struct record_batch *b, const char *p, struct total *t)
{
	for (size_t i = 0; i < b->lines.n; i++) {
		struct span line = { p, b->lines.len[i] };
		struct record quick, slow;
		struct err e;

		EXPECT(!memchr(line.p, '\n', line.len) && p[line.len] == '\n');
		EXPECT(record_parse(line, &slow, &e) == 0);
		record_batch_get(b, i, &quick);
		EXPECT(same_record(&quick, &slow));
		EXPECT(total_record(t, &slow, &e) == 0);
		p += line.len + 1;
	}
	EXPECT(b->lines.p + b->lines.bytes == p);
}

/* Sorted lines are in order, and which have the KEY before is known. */
static void
is_sorted(const struct record_batch *b, struct span before)
{
	for (size_t i = 0; i < b->lines.n; i++) {
		struct span line = record_batch_line(b, i);
		const char *tab = memchr(line.p, '\t', line.len);
		size_t key = (size_t)(tab - line.p) + 1;

		EXPECT(!before.p || span_cmp(before, line) <= 0);
		EXPECT(record_batch_same_key(b, i) ==
		    (before.len >= key && !memcmp(before.p, line.p, key)));
		before = line;
	}
	EXPECT(!b->lines.n ||
	    (b->last.p == before.p && b->last.len == before.len));
}

/* The line behind the batch, which is closed, has another KEY. */
static void
is_closed(const struct record_batch *b)
{
	const char *next = b->last.p + b->last.len + 1;
	const char *tab = memchr(b->last.p, '\t', b->last.len);

	EXPECT(strncmp(next, b->last.p, (size_t)(tab - b->last.p) + 1) > 0);
}

/* The batch counts what its lines add up to. */
static void
is_counted(struct record_batch *b, struct total *want)
{
	struct total got = { 0 };
	struct err e = { .text = "" };

	record_batch_count(b, &got);
	EXPECT(total_equal(want, &got, &e));
	EXPECT_STR(e.text, "");
	total_free(&got);
}

/* The line at p, which no batch takes first; returns its length. */
static size_t
take_other(struct record_batch *a, struct record_batch *b, const char *p,
    const char *end, bool sorted)
{
	struct span before = a->last, line = { p, 0 };
	struct record r;
	struct err e;

	line.len = (size_t)((char *)memchr(p, '\n', (size_t)(end - p)) - p);
	if (record_parse(line, &r, &e) == 0 &&
	    (!sorted || !before.p || span_cmp(before, line) <= 0)) {
		record_batch_other(a, &r, sorted);
		record_batch_other(b, &r, sorted);
		EXPECT(a->is_other && same_record(&a->other, &r));
		if (sorted)
			is_sorted(a, before);
	} else if (sorted) {
		record_batch_reset(a);
		record_batch_reset(b);
	}
	return line.len;
}

/* Walks over a text; returns how many lines were taken. */
static size_t
take_all(const char *text, size_t len, bool sorted, size_t *closed)
{
	static struct record_batch a, b;
	const char *p = text, *end = text + len;
	size_t taken = 0;

	a = b = (struct record_batch){ 0 };
	while (p < end) {
		struct span before = a.last;
		struct total want = { 0 };

		record_batch_take(&a, p, end, sorted);
		record_batch_take_portable(&b, p, end, sorted);
		EXPECT(same_batch(&a, &b));
		is_as_parsed(&a, p, &want);
		if (sorted)
			is_sorted(&a, before);
		is_counted(&a, &want);
		is_counted(&b, &want);
		total_free(&want);
		if (a.closed && a.lines.n) {
			is_closed(&a);
			(*closed)++;
		}
		taken += a.lines.n;
		p += a.lines.bytes;
		if (a.lines.n == 0)
			p += take_other(&a, &b, p, end, sorted) + 1;
	}
	return taken;
}

static void
takes_what_parse_takes(void)
{
	size_t taken = 0, closed = 0;

	for (int round = 0; round < 3000; round++) {
		size_t len;
		char *text = make_text(&len);

		taken += take_all(text, len, false, &closed);
		free(text);
	}
	EXPECT(taken > 200000);
}

static int
by_line(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* The lines of a text in order, some doubled, now and then two changed. */
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

		for (unsigned times = pick(30) ? 1 : 2; times; times--) {
			if ((size_t)(to - copy) + lines[k].len + 1 > 2 * *len)
				break;
			to = span_put(to, lines[k]);
			*to++ = '\n';
		}
	}
	*len = (size_t)(to - copy);
	free(text);
	return realloc(copy, *len ? *len : 1);
}

static void
takes_sorted_ones_in_order(void)
{
	size_t taken = 0, closed = 0;

	for (int round = 0; round < 3000; round++) {
		size_t len;
		char *text = sorted_text(&len);

		taken += take_all(text, len, true, &closed);
		free(text);
	}
	EXPECT(taken > 100000 && closed > 500);
}

/* Is the line at text, behind which there are BEHIND bytes, taken only as
 * record_parse takes it? */
static bool
is_taken_as_parsed(const char *text, size_t len)
{
	static struct record_batch a, b;
	const char *lf = memchr(text, '\n', len + 1);
	struct span line = { text, (size_t)(lf - text) };
	struct record r, got;
	struct err e;
	struct total t = { 0 };
	bool taken;

	record_batch_take(&a, text, text + len + BEHIND, false);
	record_batch_take_portable(&b, text, text + len + BEHIND, false);
	EXPECT(same_batch(&a, &b));
	taken = a.lines.n > 0;
	if (taken) {
		EXPECT(record_parse(line, &r, &e) == 0);
		record_batch_get(&a, 0, &got);
		EXPECT(same_record(&got, &r));
	}
	record_batch_count(&a, &t);
	record_batch_count(&b, &t);
	total_free(&t);
	return taken;
}

#define FIXED "k\t1.00\tCNY\tL\t-\t"

static void
checks_every_short_carried_part(void)
{
	static const char bytes[] = "n=\t\r\n10a";
	char text[256] = FIXED;
	size_t fixed = sizeof FIXED - 1, all = sizeof bytes - 1;
	unsigned good = 0, parsed = 0;

	for (size_t len = 0, of = 1; len < 7; len++, of *= all) {
		memset(text + fixed + len, '\n', BEHIND + 1);
		for (size_t i = 0; i < of; i++) {
			size_t left = i;
			struct record r;
			struct err e;
			const char *lf;

			for (size_t j = 0; j < len; j++, left /= all)
				text[fixed + j] = bytes[left % all];
			lf = memchr(text, '\n', fixed + len + 1);
			good += is_taken_as_parsed(text, fixed + len);
			parsed += record_parse((struct span){ text,
						   (size_t)(lf - text) },
				      &r, &e) == 0;
		}
	}
	EXPECT(good == parsed && good > 10000);
}

static void
checks_carried_parts_of_any_length(void)
{
	char text[2048] = FIXED;
	size_t fixed = sizeof FIXED - 1, good = 0, n = 100000;

	for (size_t i = 0; i < n; i++) {
		size_t len =
		    fixed - 1 + make_carried(text + fixed - 1, 1 + pick(6));

		if (pick(4) == 0)
			text[fixed + pick((unsigned)(len - fixed) + 1)] =
			    (char)pick(pick(2) ? 256 : 33);
		memset(text + len, '\n', BEHIND + 1);
		text[fixed - 1] = '\t';
		good += is_taken_as_parsed(text, len);
	}
	EXPECT(good > n / 4 && good < n * 3 / 4);
}

/* In memory of just that size, which the sanitizers watch. */
static void
looks_not_past_the_end(void)
{
	for (int i = 0; i < 20000; i++) {
		static struct record_batch b;
		size_t len, n;
		char *text = make_text(&len), *copy;
		struct total t = { 0 };

		n = len ? pick((unsigned)(len < 2000 ? len : 2000) + 1) : 0;
		copy = malloc(n ? n : 1);
		memcpy(copy, text, n);
		if (n) {
			record_batch_reset(&b);
			record_batch_take(&b, copy, copy + n, pick(2));
			EXPECT(b.lines.bytes <= n);
			record_batch_count(&b, &t);
			record_batch_take_portable(&b, copy, copy + n, false);
			record_batch_count(&b, &t);
		}
		total_free(&t);
		free(copy);
		free(text);
	}
}

int
main(void)
{
	test("what a batch takes, record_parse reads the same way",
	    takes_what_parse_takes);
	test("sorted records come in order, with the same KEYs known",
	    takes_sorted_ones_in_order);
	test("carried fields are taken where record_parse takes them",
	    checks_every_short_carried_part);
	test("so are those of any length", checks_carried_parts_of_any_length);
	test("a batch does not look past the end of the buffer",
	    looks_not_past_the_end);
	return test_done();
}
