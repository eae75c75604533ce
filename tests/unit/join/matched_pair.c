/*
 * matched_pair and batches against the slow twins: streams whose lines lie
 * ready give what they give where every line is read alone.
 */
#include "join/matched_pair.h"

#include <stdlib.h>

#include "join/join_keys.h"
#include "pieces.h"
#include "scratch.h"
#include "test.h"

enum { KEYS = 120, KEY_LONG = 70, LINE_MAX_LEN = 256, ROUNDS = 3000 };

static uint64_t seed = 20221101;

static unsigned
pick(unsigned n)
{
	return (unsigned)(scratch_random(&seed) >> 20) % n;
}

static const struct join_rules line_by_line, by_sums = { .aggregate = true };

/* What a round is like. */
struct like {
	unsigned odd;        /* one KEY of so many is not a plain pair */
	unsigned bad;        /* one line of so many is bad */
	unsigned shared;     /* bytes that all KEYs begin with */
	int amounts;         /* of which kind */
	const char *ends[2]; /* CURRENCY SIDE DATE */
};

static const char *const plain[][6] = {
	{ "0.00", "5.37", "83.24", "891.08", "5303.40", "12345.67" },
	{ "0", "7", "10", "123", "1234567", "12345678" },
	{ "0.001", "12.345", "1.000", "999.999", "1000.000", "7.000" },
	{ "0.000001", "1.000000", "9.999999", "0.100000", "5.000000",
	    "0.000000" },
	{ "0.0000001", "1.0000000", "0.0000000", "12.0000000", "3.1415926",
	    "2.0000000" },
};
static const char *const odd[] = { "123456.78", "-3.50", "1234567890.12",
	"10995116277.75", "10995116277.76", "-10995116277.76", "1", "1.5",
	"0.000000000000000001", "9999999999999999.99", "123456789" };
static const char *const wrong[] = { "01.00", "1.", ".50", "-0.00", "1..00",
	"1.0x", "+1.00", "", "00.10", "1,00", "x", "1.00 " };

/* A side of a round; its memory has no byte more than its text. */
struct side {
	char *text;
	size_t len;
};

static void
add(struct side *s, const char *text)
{
	size_t n = strlen(text);

	s->text = realloc(s->text, s->len + n);
	memcpy(s->text + s->len, text, n);
	s->len += n;
}

static const char *
amount(const struct like *like)
{
	if (like->bad && pick(like->bad) == 0)
		return wrong[pick(sizeof wrong / sizeof *wrong)];
	if (pick(like->odd) == 0)
		return odd[pick(sizeof odd / sizeof *odd)];
	return plain[like->amounts][pick(6)];
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
make_line(char line[LINE_MAX_LEN], const struct like *like, const char *key,
    const char *a, int side)
{
	static const char *const others[] = { "CNY\tL\t-\ta=b",
		"CNY\tR\t2022-11-01", "-\tL\t-", "USD\tR\t-\tn=2",
		"LONGCODE\tL\t2022-11-02", "CNY\tR\t2022-11-01\tn=1",
		"CNY\tL\t2022-11-01" };
	const char *end = like->ends[side];

	if (pick(like->odd * 2) == 0)
		end = others[pick(sizeof others / sizeof *others)];
	snprintf(line, LINE_MAX_LEN, "%.70s\t%s\t%s", key, a, end);
	if (like->bad && pick(like->bad) == 0)
		line[pick((unsigned)strlen(line))] = (char)(1 + pick(255));
}

/* The lines of a KEY, which are mostly one on each side. */
static void
add_key(struct side sides[2], const struct like *like, const char *key)
{
	const char *a = amount(like);
	bool pair = pick(like->odd) != 0;

	for (int i = 0; i < 2; i++) {
		char lines[2][LINE_MAX_LEN];
		unsigned n = pair ? 1 : pick(4) % 3;

		for (unsigned k = 0; k < n; k++)
			make_line(lines[k], like, key,
			    pair || pick(2) ? a : amount(like), i);
		qsort(lines, n, sizeof *lines, by_bytes);
		for (unsigned k = 0; k < n; k++) {
			add(&sides[i], lines[k]);
			add(&sides[i], "\n");
		}
	}
	if (!pair && pick(8) == 0)
		add(&sides[pick(2)], "# a comment\n");
}

/* KEYs of 1 to KEY_LONG bytes, some the beginning of others. */
static void
make_keys(char keys[KEYS][KEY_LONG + 1], const struct like *like)
{
	static const char bytes[] = "$%-aab~\xc3\xa9\xff|";

	for (int i = 0; i < KEYS; i++) {
		char *k = keys[i];
		size_t n = like->shared + 1 +
		    pick(pick(3) ? 6 : KEY_LONG - like->shared);

		n = n > KEY_LONG ? KEY_LONG : n;
		for (size_t j = 0; j < n; j++)
			k[j] = j < like->shared ? '2'
						: bytes[pick(sizeof bytes - 1)];
		k[n] = '\0';
		if (!like->bad && !strcmp(k, "-")) /* means no value */
			*k = 'a';
	}
	qsort(keys, KEYS, sizeof *keys, by_bytes);
}

static void
make_sides(struct side sides[2], const struct like *like)
{
	char keys[KEYS][KEY_LONG + 1];

	make_keys(keys, like);
	for (int i = 0; i < KEYS; i++)
		if (i == 0 || strcmp(keys[i], keys[i - 1]) ||
		    (like->bad && pick(like->bad) == 0))
			add_key(sides, like, keys[i]);
}

/* What came of a run. */
struct ran {
	int r;
	struct join join;
	struct stream_out to;
	struct err e;
};

/* slow: the bytes come a few at a time, and no batch ever has a record ready. */
static void
open_sides(struct group *g, const struct side *sides, size_t n, bool slow)
{
	static const char *const names[] = { "l", "r", "z" };

	group_init(g, n);
	for (size_t i = 0; i < n; i++) {
		struct stream_in of = { .want = STREAM_RECORD };
		struct stream_in *to = &g->sources[i].in;
		struct span text = { sides[i].text, sides[i].len };
		struct input in;

		of.lines.in.name = names[i];
		stream_piece(to, &of, text);
		if (!slow)
			continue;
		pieces_open(&in, text, 7, 1 + i);
		lines_over(&to->lines, &in);
		to->lines.in.name = names[i];
	}
}

static struct ran
join(const struct side *sides, size_t n, bool aggregate, bool slow)
{
	struct ran ran = { .join.rules = aggregate ? &by_sums : &line_by_line,
		.to.plain = true };
	struct group from;

	output_hold(&ran.to.out);
	open_sides(&from, sides, n, slow);
	ran.r = join_run(&ran.join, &from, &ran.to, &ran.e);
	group_close(&from);
	return ran;
}

static void
compare(struct ran *got, struct ran *want)
{
	struct err e = { .text = "" };

	EXPECT(got->r == want->r);
	if (got->r || want->r) {
		EXPECT(got->e.status == want->e.status);
		EXPECT_STR(got->e.text, want->e.text);
	} else {
		EXPECT(span_eq(
		    output_held(&got->to.out), output_held(&want->to.out)));
		EXPECT(got->join.placed == want->join.placed);
		EXPECT(total_equal(&got->to.total, &want->to.total, &e));
		EXPECT_STR(e.text, "");
		for (int i = 0; i < CLASS_COUNT; i++)
			EXPECT(got->join.of[i] == want->join.of[i]);
	}
	stream_abandon(&got->to);
	stream_abandon(&want->to);
}

static struct like
make_like(bool bad)
{
	static const char *const ends[][2] = {
		{ "CNY\tL\t2022-11-01", "CNY\tR\t2022-11-01" },
		{ "-\tL\t-", "-\tR\t-" },
		{ "CNY\tR\t2022-11-01", "CNY\tL\t2022-10-31" },
		{ "CNY\tL\t2022-11-01", "CNY\tR\t2022-11-01\ta=b" },
		{ "CNY\tL\t-", "CNY\tL\t-" },
		{ "USDTUSDTUSDT\tL\t2022-11-01", "USDTUSDTUSDT\tR\t-" },
	};
	static const unsigned odds[] = { 3, 12, 100, 100000 };
	static const unsigned shared[] = { 0, 0, 1, 24, 30, 31, 32, 33, 52, 61,
		62, 63, 64 };
	unsigned end = pick(2) ? 0 : pick(6);

	return (struct like){ .odd = odds[pick(4)],
		.bad = bad ? 30 + pick(200) : 0,
		.shared = shared[pick(sizeof shared / sizeof *shared)],
		.amounts = (int)(pick(2) ? 0 : pick(5)),
		.ends = { ends[end][0], ends[end][1] } };
}

/* Both sides in one stream, in order. */
static struct side
merged(const struct side sides[2])
{
	struct side both = { malloc(sides[0].len + sides[1].len + 1), 0 };
	struct span rest[2] = { { sides[0].text, sides[0].len },
		{ sides[1].text, sides[1].len } };

	while (rest[0].len || rest[1].len) {
		struct span line[2];
		int i;

		for (i = 0; i < 2; i++)
			line[i] =
			    (struct span){ rest[i].p, span_line(rest[i]) };
		i = !rest[0].len ||
		    (rest[1].len && span_cmp(line[1], line[0]) < 0);
		memcpy(both.text + both.len, line[i].p, line[i].len + 1);
		both.len += line[i].len + 1;
		rest[i].p += line[i].len + 1;
		rest[i].len -= line[i].len + 1;
	}
	return both;
}

/* Returns how many runs were refused. */
static int
rounds(bool bad)
{
	int fails = 0;

	for (int round = 0; round < ROUNDS; round++) {
		const struct like like = make_like(bad);
		struct side sides[3] = { 0 };

		make_sides(sides, &like);
		for (int aggregate = 0; aggregate < 2; aggregate++) {
			struct ran want = join(sides, 2, aggregate, true);
			struct ran got = join(sides, 2, aggregate, false);

			fails += want.r != 0;
			compare(&got, &want);
			sides[2] = sides[0];
			want = join(sides + 1, 2, aggregate, true);
			got = join(sides + 1, 2, aggregate, false);
			compare(&got, &want);
			if (bad)
				continue;
			sides[2] = merged(sides);
			want = join(sides, 2, aggregate, false);
			got = join(sides + 2, 1, aggregate, false);
			compare(&got, &want);
			free(sides[2].text);
		}
		free(sides[0].text);
		free(sides[1].text);
	}
	return fails;
}

static void
good(void)
{
	EXPECT(rounds(false) == 0);
}

static void
bad(void)
{
	int fails = rounds(true);

	EXPECT(fails > ROUNDS / 2 && fails < 2 * ROUNDS);
}

int
main(void)
{
	test("what lies ready is written as what comes line by line", good);
	test("what is wrong with it is told the same way", bad);
	return test_done();
}
