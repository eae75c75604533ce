/* join_streams: inputs in any order give the bytes of sorted ones. */
#include "join/join_streams.h"

#include <stdlib.h>

#include "base/mem.h"
#include "chance.h"
#include "scratch.h"
#include "test.h"

enum { SOURCES = 9, LINES = 400, LINE = 160 };

static char lines[SOURCES][LINES][LINE];
static size_t n_lines[SOURCES];
static char name[SOURCES][16];
static char *names[SOURCES];

/* What came of a run. */
struct ran {
	int r;
	struct err e;
	struct join join;
	size_t filled;
	char *out; /* owned; NULL when it failed */
};

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
shuffle(size_t i)
{
	char other[LINE];

	for (size_t k = n_lines[i]; k > 1; k--) {
		size_t to = chance((unsigned)k);

		memcpy(other, lines[i][k - 1], LINE);
		memcpy(lines[i][k - 1], lines[i][to], LINE);
		memcpy(lines[i][to], other, LINE);
	}
}

/* Few KEYs and many, of both sides or of one. */
static void
make(size_t i, bool one_sided)
{
	unsigned keys = chance(3) ? 1 + chance(40) : 100000;

	n_lines[i] = chance(4) ? chance(LINES) : chance(3);
	for (size_t k = 0; k < n_lines[i]; k++)
		snprintf(lines[i][k], LINE, "k%u\t%s%u.%02u\t%s\t%c\t%s%s",
		    chance(keys), chance(9) ? "" : "-", 1 + chance(4),
		    chance(2), chance(4) ? "CNY" : "USD",
		    one_sided ? "LR"[i % 2] : "LR"[chance(2)],
		    chance(3) ? "2022-11-01" : "2022-10-31",
		    chance(5) ? "" : "\tx=one that takes more\tn=2");
}

static void
put(size_t i, bool announced)
{
	struct buf b = { 0 };

	if (announced)
		buf_str(&b, "#recon record 1\n");
	for (size_t k = 0; k < n_lines[i]; k++)
		buf_printf(&b, "%s\n", lines[i][k]);
	if (announced) {
		struct total t = { 0 };
		struct record r;
		struct err e;

		for (size_t k = 0; k < n_lines[i]; k++)
			EXPECT(
			    record_parse(span_str(lines[i][k]), &r, &e) == 0 &&
			    total_record(&t, &r, &e) == 0);
		total_format(&b, &t);
		total_free(&t);
	}
	scratch_write(names[i], b.p ? b.p : "", b.len);
	buf_free(&b);
}

static struct ran
run(size_t n, bool sorts, unsigned threads, size_t memory, bool aggregate)
{
	struct join_streams s = {
		.names = names,
		.n = n,
		.rules.allow_empty = true,
		.how = { .aggregate = aggregate,
		    .spill = { memory, 1, ".", 0 } },
		.sorts = sorts,
		.threads = threads,
		.output = "out",
	};
	struct ran ran = { 0 };

	ran.r = join_streams_run(&s, &ran.e);
	ran.join = s.join;
	ran.filled = s.filled;
	ran.out = scratch_read("out");
	EXPECT((ran.r == 0) == (ran.out != NULL));
	join_streams_free(&s);
	unlink("out");
	return ran;
}

static void
compare(const struct ran *got, const struct ran *want)
{
	EXPECT(got->r == 0 && want->r == 0);
	if (got->r || want->r) {
		printf("# %s%s\n", got->e.text, want->e.text);
		return;
	}
	EXPECT(!strcmp(got->out, want->out));
	EXPECT(got->join.placed == want->join.placed);
	EXPECT(!memcmp(got->join.of, want->join.of, sizeof want->join.of));
	EXPECT(got->filled == want->filled);
}

static void
any_order(void)
{
	static const struct {
		unsigned threads;
		size_t memory;
	} ways[] = { { 1, 1 << 16 }, { 2, 1 << 16 }, { 3, 1 << 24 },
		{ 20, 1 << 20 } };

	for (unsigned round = 0; round < 60; round++) {
		size_t n = 1 + round % SOURCES;
		bool aggregate = round % 2, announced = round % 3;
		struct ran want, got;

		chance_seed = 18 + round;
		for (size_t i = 0; i < n; i++) {
			make(i, round % 5 < 2);
			qsort(lines[i], n_lines[i], LINE, by_bytes);
			put(i, announced);
		}
		want = run(n, false, 1, 1 << 24, aggregate);
		for (size_t i = 0; i < n; i++) {
			shuffle(i);
			put(i, announced);
		}
		for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
			got = run(n, true, ways[w].threads, ways[w].memory,
			    aggregate);
			compare(&got, &want);
			free(got.out);
		}
		free(want.out);
	}
}

/* Whichever thread comes to it first. */
static void
first_error(void)
{
	for (unsigned round = 0; round < 40; round++) {
		size_t n = 2 + round % (SOURCES - 1);
		size_t first = chance((unsigned)n), at = 0;
		struct ran got;
		char want[64];

		chance_seed = 81 + round;
		for (size_t i = 0; i < n; i++) {
			make(i, false);
			if (i == first || (i > first && chance(2))) {
				size_t bad = chance((unsigned)n_lines[i] + 1);

				n_lines[i] += bad == n_lines[i];
				strcpy(lines[i][bad], "bad");
				at = i == first ? bad + 1 : at;
			}
			put(i, false);
		}
		snprintf(want, sizeof want, "%s:%zu: ", names[first], at);
		got = run(n, true, 1 + round % 4, 1 << 20, false);
		EXPECT(got.r == -1 && got.e.status == ST_DATA);
		if (strncmp(got.e.text, want, strlen(want)))
			EXPECT_STR(got.e.text, want);
		free(got.out);
	}
}

/* A record that does not come out of the sorter, or another one. */
static void
lost(void)
{
	for (int change = 0; change < 2; change++) {
		struct sorted_sources s = {
			.names = names,
			.n = 2,
			.sorter = { 1 << 20, 1, ".", 0 },
		};
		struct join_rules how = { 0 };
		struct join join = { .rules = &how };
		struct stream_out out;
		struct group group;
		struct err e;

		scratch_write(names[0], "k1\t1.00\tCNY\tL\t-\n", 16);
		scratch_write(names[1], "k1\t1.00\tCNY\tR\t-\n", 16);
		EXPECT(sorted_sources_open(&s, &group, &e) == 0);
		EXPECT(s.filled == 2);
		EXPECT(
		    stream_create(&out, "out", STREAM_RESULT, false, &e) == 0);
		EXPECT(join_run(&join, &group, &out, &e) == 0);
		EXPECT(sorted_sources_check(&s, &group, &e) == 0);
		if (change)
			s.digest++;
		else
			s.records++;
		EXPECT(sorted_sources_check(&s, &group, &e) == -1);
		EXPECT(e.status == ST_BROKEN);
		EXPECT_STR(
		    e.text, "the records sorted are not the records read");
		stream_abandon(&out);
		group_close(&group);
		sorted_sources_free(&s);
		join_free(&join);
	}
}

int
main(void)
{
	for (int i = 0; i < SOURCES; i++) {
		snprintf(name[i], sizeof name[i], "s%d", i);
		names[i] = name[i];
	}
	scratch_begin();
	test("inputs in any order give the bytes of sorted ones", any_order);
	test("of several errors that of the first input is told", first_error);
	test("what sorting loses is noticed", lost);
	scratch_end();
	return test_done();
}
