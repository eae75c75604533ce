/*
 * The fast roads of alike and of recon-join against their slow twins: whatever
 * alike_read takes, record_parse reads the same way, and the line that
 * agree_write writes is the one outcome_write would write.
 */
#include "stream/repeat.h"

#include <stdlib.h>
#include <unistd.h>

#include "join/equal_pair.h"
#include "join/result_lines.h"
#include "test.h"

enum { BEHIND = 64 }; /* bytes that can be read behind a line for sure */

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
		"n=999999999999999999", "n=1000000000000000000" };
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

static void
reads_as_parse_does(void)
{
	struct alike a = { 0 };
	int taken = 0, carried = 0;

	for (int i = 0; i < 300000; i++) {
		char text[1024];
		size_t len = make_line(text, sizeof text / 4), n;
		struct record quick, slow;
		struct span line;
		struct err e;
		bool good;

		memset(text + len, pick(2) ? '\n' : 'x', BEHIND);
		n = alike_read(&a, text, text + len + BEHIND, &quick);
		line = (struct span){ text,
			(size_t)((char *)memchr(text, '\n', len) - text) };
		good = record_parse(line, &slow, &e) == 0;
		if (n) {
			taken++;
			carried += quick.carried.p != NULL;
			EXPECT(good && n == line.len &&
			    same_record(&quick, &slow));
		}
		if (good)
			alike_learn(&a, &slow);
	}
	EXPECT(taken > 30000 && carried > 10000);
}

/* The carried fields behind the fixed ones of a line: are they taken by both
 * roads exactly where record_parse takes the line, and as it does? */
static bool
is_carried_as_parsed(const char *line, size_t fixed, size_t len)
{
	const char *from = line + fixed, *end = line + len + BEHIND;
	const char *lf = memchr(from, '\n', len + 1 - fixed);
	uint64_t count, count2;
	const char *a = alike_carried(from, end, &count);
	const char *b = alike_carried_portable(from, end, &count2);
	struct record r;
	struct err e;

	EXPECT(a == b && (!a || count == count2));
	if (record_parse((struct span){ line, (size_t)(lf - line) }, &r, &e))
		EXPECT(!a);
	else
		EXPECT(a == lf && count == r.count && r.carried.p == from);
	return a != NULL;
}

#define FIXED "k\t1.00\tCNY\tL\t-\t"

static void
checks_every_short_carried_part(void)
{
	static const char bytes[] = "n=\t\r\n10a";
	char text[256] = FIXED;
	size_t fixed = sizeof FIXED - 1, all = sizeof bytes - 1;
	unsigned good = 0, n = 0;

	for (size_t len = 0, of = 1; len < 7; len++, of *= all) {
		memset(text + fixed + len, '\n', BEHIND + 1);
		for (size_t i = 0; i < of; i++, n++) {
			size_t left = i;

			for (size_t j = 0; j < len; j++, left /= all)
				text[fixed + j] = bytes[left % all];
			good += is_carried_as_parsed(text, fixed, fixed + len);
		}
	}
	EXPECT(good > 10000 && good < n / 2);
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
		good += is_carried_as_parsed(text, fixed, len);
	}
	EXPECT(good > n / 4 && good < n * 3 / 4);
}

/* In memory of just that size, which the sanitizers watch. */
static void
looks_not_past_the_end_of_what_is_carried(void)
{
	char text[1024];
	size_t found = 0;

	for (int i = 0; i < 20000; i++) {
		size_t len = make_carried(text, 1 + pick(6)), n;
		uint64_t count, count2;
		const char *a, *b;
		char *copy;

		memset(text + len, '\n', 100);
		n = pick((unsigned)len + 100);
		copy = malloc(n ? n : 1);
		memcpy(copy, text + 1, n);
		a = alike_carried(copy, copy + n, &count);
		b = alike_carried_portable(copy, copy + n, &count2);
		EXPECT(a == b &&
		    (!a || (count == count2 && a < copy + n && *a == '\n')));
		found += a != NULL;
		free(copy);
	}
	EXPECT(found > 2000);
}

/* A tail of records that carry something is learned from two of them, that
 * of others from one. */
static void
learns_a_tail_that_comes_again(void)
{
	static const struct {
		const char *line;
		bool learned;
	} rows[] = {
		{ "k\t1.00\tCNY\tL\t2022-11-01\ta=b", false },
		{ "k\t2.00\tCNY\tL\t2022-11-01\tc=d", true },
		{ "k\t2.00\tCNY\tL\t2022-11-02\tc=d", false },
		{ "k\t2.00\tCNY\tL\t2022-11-01\tc=d", false },
		{ "k\t2.00\tCNY\tL\t-", true },
		{ "k\t2.00\tCNY\tL\t-\tc=d", true },
		{ "k\t2.00\tABCDEFGHIJKL\tL\t2022-11-01\tc=d", false },
		{ "k\t2.00\tABCDEFGHIJKL\tL\t2022-11-01\tc=d", true },
	};
	struct alike a = { 0 };
	struct record r;
	struct err e;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		EXPECT(record_parse(span_str(rows[i].line), &r, &e) == 0);
		alike_learn(&a, &r);
		EXPECT((a.len != 0) == rows[i].learned);
	}
}

static void
reads_nothing_past_the_end(void)
{
	static const char text[] =
	    "202211014200009416040544\t890.81\tCNY\tL\t2022-11-01\n";
	struct alike a = { 0 };
	struct record r;
	struct err e;

	EXPECT(
	    record_parse((struct span){ text, sizeof text - 2 }, &r, &e) == 0);
	alike_learn(&a, &r);
	for (size_t n = 0; n < sizeof text; n++) {
		char *copy = malloc(n ? n : 1); /* the sanitizers watch it */

		memcpy(copy, text, n);
		EXPECT(alike_read(&a, copy, copy + n, &r) == 0);
		free(copy);
	}
}

/* Lines of make_line, most of them with a tail that was learned, in memory of
 * just that size. */
static char *
make_text(size_t *len)
{
	char *text = malloc(2 * LOT_MAX * 1000);
	size_t n = 2 * pick(LOT_MAX), quiet = pick(3);
	bool carry = pick(2);

	for (*len = 0; n; n--) {
		if (quiet && pick(50)) {
			*len += (size_t)snprintf(text + *len, 256,
			    "2022110142%u%s\t%u.%02u\tCNY\tL\t2022-11-01\n",
			    pick(quiet == 1 ? 20 : 2000000000),
			    "|and a longer one" + pick(18), pick(99999),
			    pick(100));
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

/* The lot is what alike_read takes, line by line. */
static void
is_lot_of(const struct alike *a, const char *p, const char *end,
    const struct lot *lot, struct amount sum)
{
	struct amount all = { 0, a->scale };
	struct record r;

	EXPECT(lot->p == p);
	for (size_t i = 0; i < lot->n; i++) {
		EXPECT(alike_read(a, p, end, &r) == lot->len[i] &&
		    r.amount.scale == a->scale);
		all.minor += r.amount.minor;
		p += lot->len[i] + 1;
	}
	EXPECT(lot->bytes == (size_t)(p - lot->p));
	EXPECT(sum.minor == all.minor && sum.scale == all.scale);
	if (lot->n < LOT_MAX && end - p > 1024 && alike_read(a, p, end, &r))
		EXPECT(r.amount.scale != a->scale || r.amount.minor >> 52 > 0 ||
		    r.amount.minor >> 52 < -1);
}

static void
takes_lots_as_it_reads(void)
{
	size_t taken = 0;

	for (int round = 0; round < 3000; round++) {
		size_t len;
		char *text = make_text(&len), *p = text, *end = text + len;
		struct alike a = { 0 };
		struct record r;
		struct err e;

		while (p < end) {
			struct lot lot, other;
			struct amount sum, sum2;
			size_t n;

			alike_lot(&a, p, end, &lot, &sum);
			alike_lot_portable(&a, p, end, &other, &sum2);
			is_lot_of(&a, p, end, &lot, sum);
			EXPECT(lot.n == other.n && lot.bytes == other.bytes &&
			    sum.minor == sum2.minor);
			taken += lot.n;
			p += lot.bytes;
			if (p == end)
				break;
			n = (size_t)((char *)memchr(
					 p, '\n', (size_t)(end - p)) -
			    p);
			if (record_parse((struct span){ p, n }, &r, &e) == 0)
				alike_learn(&a, &r);
			p += n + 1;
		}
		free(text);
	}
	EXPECT(taken > 100000);
}

/* What is written to a pipe, read back. */
static size_t
written(struct stream_out *out, int fd, char *to, size_t cap)
{
	struct err e;
	ssize_t n;

	EXPECT(output_flush(&out->out, &e) == 0);
	n = read(fd, to, cap);
	return n < 0 ? 0 : (size_t)n;
}

/* Forgets what was learned; nothing counted is lost. */
static void
begin_again(struct agree *g)
{
	struct err e;

	EXPECT(agree_count(g, &e) == 0);
	EXPECT(agree_count(g, &e) == 0); /* not twice */
	*g = (struct agree){
		.counts = pick(2), .left = g->left, .right = g->right
	};
}

/* Both sides hold what want holds of the left, in each currency. */
static void
same_sums(struct total *want, struct total *left, struct total *right)
{
	struct err e = { .text = "" };

	left->records = want->records;
	EXPECT(total_equal(want, left, &e));
	EXPECT_STR(e.text, "");
	for (size_t i = 0; i < right->n; i++) {
		EXPECT(right->sums[i].side == 'R');
		right->sums[i].side = 'L';
	}
	right->records = want->records;
	EXPECT(total_equal(want, right, &e));
	EXPECT_STR(e.text, "");
	total_free(want);
	total_free(left);
	total_free(right);
}

static void
writes_as_outcome_does(void)
{
	static const char *const dates[] = { "-", "2022-11-01", "2022-11-02" };
	static const char *const amounts[] = { "10.00", "-3.5", "7" };
	static const char *const currencies[] = { "CNY", "-", "USDT" };
	struct total left_sum = { 0 }, right_sum = { 0 }, want_left = { 0 };
	struct agree g = { .left = &left_sum, .right = &right_sum };
	struct stream_out out;
	struct err e;
	int fds[2], saved = dup(1);

	fflush(stdout);
	EXPECT(pipe(fds) == 0 && dup2(fds[1], 1) == 1);
	EXPECT(stream_create(&out, NULL, STREAM_RESULT, true, &e) == 0);
	for (int i = 0; i < 5000; i++) {
		char left[128], right[128], got[512], want[512];
		const char *amount = amounts[pick(3)];
		const char *currency = currencies[pick(4) ? 0 : pick(3)];
		struct record a, b;
		struct outcome o;
		size_t n;

		snprintf(left, sizeof left, "key%u\t%s\t%s\tL\t%s", pick(9),
		    amount, currency, dates[pick(3)]);
		snprintf(right, sizeof right, "%.4s\t%s\t%s\tR\t%s", left,
		    amount, currency, dates[pick(3)]);
		EXPECT(record_parse(span_str(left), &a, &e) == 0 &&
		    record_parse(span_str(right), &b, &e) == 0);
		if (i == 0 || pick(10) == 0)
			begin_again(&g);
		o = (struct outcome){ .class = CLASS_MATCHED,
			.left = &a,
			.right = &b,
			.diff = { 0, a.amount.scale },
			.has_counts = g.counts,
			.ln = 1,
			.rn = 1,
			.records = 2 };
		EXPECT(agree_write(&g, &a, &b, &out, &e) == 1);
		EXPECT(total_add(&want_left, 'L', a.currency, a.amount) ==
		    AMOUNT_OK);
		n = written(&out, fds[0], got, sizeof got);
		outcome_write(&o, &out);
		EXPECT(n == written(&out, fds[0], want, sizeof want) &&
		    !memcmp(got, want, n));
	}
	EXPECT(agree_count(&g, &e) == 0);
	same_sums(&want_left, &left_sum, &right_sum);
	stream_abandon(&out);
	dup2(saved, 1);
	close(saved);
	close(fds[0]);
	close(fds[1]);
}

static void
leaves_the_rest(void)
{
	static const char *const lines[] = { "k\t1.00\tCNY\tL\t-",
		"k\t1.00\tCNY\tL\t-", "k\t1.01\tCNY\tR\t-",
		"k\t1.00\tUSD\tR\t-", "k\t1.00\tCNY\tR\t-\ta=b" };
	struct agree g = { 0 };
	struct record a, b;
	struct err e;

	EXPECT(record_parse(span_str(lines[0]), &a, &e) == 0);
	for (int i = 1; i < 5; i++) {
		EXPECT(record_parse(span_str(lines[i]), &b, &e) == 0);
		EXPECT(!agree_write(&g, &a, &b, NULL, &e));
		EXPECT(!agree_write(&g, &b, &a, NULL, &e));
	}
}

int
main(void)
{
	test("what alike_read takes, record_parse reads the same way",
	    reads_as_parse_does);
	test("alike_read does not look past the end of the buffer",
	    reads_nothing_past_the_end);
	test("carried fields are taken where record_parse takes them",
	    checks_every_short_carried_part);
	test("so are those of any length", checks_carried_parts_of_any_length);
	test("alike_carried does not look past the end of the buffer",
	    looks_not_past_the_end_of_what_is_carried);
	test("a tail is learned from one record, with carried fields from two",
	    learns_a_tail_that_comes_again);
	test("alike_lot takes what alike_read takes, line by line",
	    takes_lots_as_it_reads);
	test("agree_write writes the line that outcome_write would",
	    writes_as_outcome_does);
	test("agree_write leaves all that does not agree plainly",
	    leaves_the_rest);
	return test_done();
}
