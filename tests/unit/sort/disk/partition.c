/* buckets: the sorter with them puts out the same lines as qsort(3). */
#include "sort/disk/line_sorter.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "chance.h"
#include "scratch.h"
#include "test.h"

enum { MEMORY = 1 << 20, LINE_MAX_LEN = 1000 };

static struct err e;

/* How line i of a day looks. Lives until the next call. */
typedef struct span line_fn(unsigned i);

static char text[LINE_MAX_LEN + 1];

static struct span
record(unsigned key, const char *currency)
{
	int n = snprintf(text, sizeof text,
	    "20221101420001%010u\t%u.%02u\t%s"
	    "\tL\t2022-11-01",
	    key, chance(1000), chance(100), currency);

	return (struct span){ text, (size_t)n };
}

static int
by_text(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Fills a sorter with n lines, of which copies are put into lines. */
static void
fill(struct line_sorter *s, line_fn *line, size_t n, struct span *lines,
    size_t memory)
{
	struct line_sorter_options o = { memory, 1 + chance(4), ".", 0 };
	static char lot_text[LINE_BATCH_MAX * (LINE_MAX_LEN + 1)];
	struct line_batch lot;

	line_sorter_init(s, &o);
	for (size_t i = 0; i < n;) {
		size_t in_lot = 1 + chance(LINE_BATCH_MAX);
		char *to = lot_text;

		line_batch_begin(&lot, to);
		for (; lot.n < in_lot && i < n; i++) {
			struct span l = line((unsigned)i);

			lines[i] = (struct span){ mem_dup(l), l.len };
			memcpy(to, l.p, l.len);
			to[l.len] = '\n';
			to += l.len + 1;
			line_batch_add(&lot, l.len);
		}
		EXPECT(line_sorter_add_batch(s, &lot, &e) == 0);
		if (chance(20) == 0) /* as on another machine */
			s->buckets.gathers = false;
	}
}

static void
release(struct span *lines, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free((char *)(uintptr_t)lines[i].p);
	free(lines);
}

/* Sorts n lines and compares; returns what the sorter was like before it
 * handed out the first. */
static struct line_sorter
sort_beside_qsort(line_fn *line_of, size_t n)
{
	struct span *want = malloc(n * sizeof *want), line;
	struct line_sorter s, facts;
	size_t i;

	fill(&s, line_of, n, want, MEMORY);
	qsort(want, n, sizeof *want, by_text);
	EXPECT(line_sorter_finish(&s, &e) == 0);
	facts = s;
	for (i = 0; line_sorter_next(&s, &line, 1, &e) == 1; i++)
		EXPECT(i < n && span_eq(line, want[i]));
	EXPECT(i == n);
	EXPECT(line_sorter_next(&s, &line, 1, &e) == 0);
	line_sorter_free(&s);
	release(want, n);
	return facts;
}

static struct span
usual(unsigned i)
{
	(void)i;
	return record(chance(1u << 31), "CNY");
}

/* With more digits than an item holds. */
static struct span
longer(unsigned i)
{
	(void)i;
	return record(chance(1u << 31), &"19837592 CNY"[chance(9)]);
}

static struct span
digits(unsigned i)
{
	(void)i;
	return (struct span){ text,
		(size_t)snprintf(
		    text, sizeof text, "%014u", chance(1u << 31)) };
}

static void
alike(void)
{
	struct line_sorter f = sort_beside_qsort(usual, 50000);

	EXPECT(f.buckets.n >= PARTITION_MIN && !f.spilled);
	EXPECT(f.buckets.front.len == 14 && f.buckets.tail.len == 17);
	EXPECT(f.buckets.brief);
	f = sort_beside_qsort(digits, 50000); /* shorter than an item */
	EXPECT(f.buckets.n >= PARTITION_MIN && !f.buckets.brief);
	f = sort_beside_qsort(longer, 50000);
	EXPECT(f.buckets.n >= PARTITION_MIN && !f.spilled);
	EXPECT(!f.buckets.brief);
}

/* Behind the first batch all kinds of lines come that are not like it. */
static struct span
some_strange(unsigned i)
{
	if (i < 20000 || i % 5)
		return usual(i);
	switch (chance(7)) {
	case 0:
		return record(chance(1u << 31), "USD"); /* another end */
	case 1:
		return SPAN("2022");
	case 2:
		return SPAN("");
	case 3: /* another beginning */
		usual(i);
		text[3] = '3';
		return (struct span){ text, 50 };
	case 4: /* a bit that differs nowhere else */
		usual(i);
		text[15] = 'x';
		return (struct span){ text, 50 };
	case 5: /* too long, the same beginning and end */
		record(chance(1u << 31), "CNY");
		memset(text + 20, '9', 900);
		memcpy(text + 900, "\tCNY\tL\t2022-11-01", 17);
		return (struct span){ text, 917 };
	default: /* as long as can be taken, or one more */
		record(chance(1u << 31), "CNY");
		memset(text + 24, '9', 600);
		memcpy(text + 267 + i % 3, "\tCNY\tL\t2022-11-01", 17);
		return (struct span){ text, 284 + i % 3 };
	}
}

static void
not_alike(void)
{
	struct line_sorter f = sort_beside_qsort(some_strange, 60000);

	EXPECT(f.buckets.n && f.spilled && f.runs_written > 1);
}

/* Keys that grow: all lines behind the first batch are of the last bucket. */
static struct span
growing(unsigned i)
{
	return record(i * 1000 + chance(100000), "CNY");
}

static void
one_bucket_for_all(void)
{
	struct line_sorter f = sort_beside_qsort(growing, 80000);

	EXPECT(f.buckets.n && f.spilled && f.runs_written > 1);
}

static struct span
rising(unsigned i)
{
	return record(i, "CNY");
}

static struct span
falling(unsigned i)
{
	return record(4000000000u - i, "CNY");
}

static struct span
equal(unsigned i)
{
	(void)i;
	return SPAN("20221101420001\t1.00\tCNY\tL\t2022-11-01");
}

static struct span
of_two_kinds(unsigned i)
{
	return i % 2 ? equal(i) : SPAN("20221101420002\t1.00\tCNY");
}

static void
nothing_to_deal(void)
{
	static line_fn *const all[] = { rising, falling, equal, of_two_kinds };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct line_sorter f = sort_beside_qsort(all[i], 40000);

		EXPECT(!f.buckets.runs && f.spilled);
	}
}

/* Bytes of all kinds, all 64 bits of a key set in some. */
static unsigned front_len, tail_len, middle_max, letters;

static struct span
any_bytes(unsigned i)
{
	size_t n = front_len;

	(void)i;
	memset(text, 'f', n);
	for (unsigned k = chance(middle_max + 1); k; k--) {
		unsigned c = letters == 2 ? chance(2) * 255 : chance(letters);

		text[n++] = (char)(c == '\n' ? 255 : c);
	}
	memset(text + n, 't', tail_len);
	return (struct span){ text, n + tail_len };
}

static void
any_form(void)
{
	static const unsigned sizes[] = { 0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33,
		64, 127, 128, 129 };
	unsigned dealt = 0;

	for (int round = 0; round < 40; round++) {
		chance_seed = (uint64_t)round;
		front_len = sizes[chance(15)];
		tail_len = sizes[chance(11)];
		middle_max = 3 + chance(round % 3 ? 40 : 260);
		letters = round % 4 ? 256 : 2;
		dealt +=
		    sort_beside_qsort(any_bytes, 25000).buckets.runs != NULL;
	}
	EXPECT(dealt > 20);
}

/* The greatest of all keys is that of a line whose bytes are all 255. */
static struct span
ones(unsigned i)
{
	memset(text, 255, 24);
	for (unsigned k = 0; i % 3 && k < 8; k++)
		text[k] = (char)(chance(256) | 128);
	if (memchr(text, '\n', 24))
		text[0] = 127;
	return (struct span){ text, 24 };
}

static void
the_greatest_key(void)
{
	EXPECT(sort_beside_qsort(ones, 40000).buckets.runs);
}

/* Somebody else needs memory: nothing is dealt any more. */
static void
memory_left_to_others(void)
{
	struct span *lines = malloc(50000 * sizeof *lines), line;
	struct line_sorter s;
	size_t i;

	fill(&s, usual, 50000, lines, MEMORY);
	EXPECT(s.buckets.taking && s.buckets.room);
	EXPECT(s.buckets.room_size + s.batch.cap - s.batch.spare <= MEMORY);
	EXPECT(line_sorter_leave(&s, MEMORY / 2, &e) == 0);
	EXPECT(!s.buckets.taking && !s.buckets.room);
	for (i = 0; i < 50000; i++)
		EXPECT(line_sorter_add(&s, lines[i], &e) == 0);
	qsort(lines, i, sizeof *lines, by_text);
	EXPECT(line_sorter_finish(&s, &e) == 0);
	for (i = 0; line_sorter_next(&s, &line, 1, &e) == 1; i++)
		EXPECT(span_eq(line, lines[i / 2]));
	EXPECT(i == 100000);
	line_sorter_free(&s);
	release(lines, 50000);
}

static void
a_file_that_changed_is_an_error(void)
{
	char all_ones[1000];

	memset(all_ones, 255, sizeof all_ones);
	for (int way = 0; way < 4; way++) {
		bool cut = way & 1;
		struct span *lines = malloc(50000 * sizeof *lines), line;
		struct line_sorter s;
		off_t at;
		int got;

		fill(&s, way & 2 ? longer : usual, 50000, lines, MEMORY);
		EXPECT(line_sorter_finish(&s, &e) == 0);
		at = (off_t)(s.buckets.spill.keep * s.buckets.spill.block);
		if (cut)
			EXPECT(ftruncate(s.buckets.spill.fd, at + 1) == 0);
		else
			EXPECT(pwrite(s.buckets.spill.fd, all_ones,
				   sizeof all_ones, at) == sizeof all_ones);
		while ((got = line_sorter_next(&s, &line, 1, &e)) == 1)
			;
		EXPECT(got == -1 && e.status == ST_FAIL);
		EXPECT_STR(e.text, ".: temporary file: not what was written");
		line_sorter_free(&s);
		release(lines, 50000);
	}
}

int
main(void)
{
	scratch_begin();
	test("lines that are alike", alike);
	test("lines that the buckets do not take", not_alike);
	test("a bucket that has no room left", one_bucket_for_all);
	test("lines that have no buckets", nothing_to_deal);
	test("lines of any form", any_form);
	test("the greatest key there is", the_greatest_key);
	test("memory that somebody else needs", memory_left_to_others);
	test("a temporary file that changed is an error",
	    a_file_that_changed_is_an_error);
	scratch_end();
	return test_done();
}
