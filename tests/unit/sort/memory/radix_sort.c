/* radix: the fast order beside qsort(3) and memcmp(3). */
#include "sort/memory/key_learner.h"
#include "sort/memory/radix_sort.h"

#include <stdlib.h>

#include "chance.h"
#include "test.h"
#include "sys/threads.h"

enum { TEXT_CAP = 1 << 23, LINES_MAX = 1 << 18 };

static char text[TEXT_CAP + LINE_REF_SLACK];
static struct line_ref items[LINES_MAX], want[LINES_MAX], scratch[LINES_MAX];
static size_t n, used;

static void
clear(void)
{
	n = used = 0;
}

/* Adds a line of two parts. */
static void
add(struct span a, struct span b)
{
	memcpy(text + used, a.p, a.len);
	memcpy(text + used + a.len, b.p, b.len);
	items[n++].at = line_ref_at(used, a.len + b.len);
	used += a.len + b.len;
}

/* len bytes of the letters; they live until the next call. */
static struct span
random_word(struct span letters, unsigned len)
{
	static char word[1 << 12];

	for (unsigned i = 0; i < len; i++)
		word[i] = letters.p[chance((unsigned)letters.len)];
	return (struct span){ word, len };
}

static int
slowly(const void *a, const void *b)
{
	return span_cmp(line_ref_line(text, *(const struct line_ref *)a),
	    line_ref_line(text, *(const struct line_ref *)b));
}

/* The items with the keys that they have when they are sorted. */
static struct key_bits
make_keys(const char *base, struct line_ref *v, size_t count)
{
	struct key_learner k = { 0 };

	key_learner_items(&k, base, v, 0, count);
	key_learner_finish(&k, base, v, count);
	return k.window;
}

/* Both ways give the same lines in the same order. */
static bool
agrees(unsigned threads)
{
	struct key_bits w = make_keys(text, items, n);

	memcpy(want, items, n * sizeof *items);
	qsort(want, n, sizeof *want, slowly);
	radix_sort(text, items, scratch, n, &w, 0, threads);
	for (size_t i = 0; i < n; i++)
		if (!span_eq(line_ref_line(text, items[i]),
			line_ref_line(text, want[i])))
			return false;
	return true;
}

static const struct span alphabets[] = {
	{ "0123456789", 10 },
	{ "ab", 2 },
	{ "\0", 1 },
	{ "\0\1", 2 },
	{ "\0\xff", 2 },
	{ "\0\1\t 09az|\x7f\x80\xff", 12 },
};

static void
random_lines_of_every_alphabet(void)
{
	static const unsigned counts[] = { 0, 1, 2, 19, 20, 21, 100, 5000 };
	static const unsigned lengths[] = { 1, 7, 8, 9, 15, 16, 17, 18, 40 };

	for (size_t a = 0; a < sizeof alphabets / sizeof *alphabets; a++)
		for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
			for (size_t c = 0; c < 8; c++) {
				clear();
				while (n < counts[c])
					add(random_word(alphabets[a],
						chance(lengths[l] + 1)),
					    SPAN(""));
				EXPECT(agrees(1));
			}
}

static void
lines_with_common_beginnings(void)
{
	char prefix[300];

	for (unsigned round = 0; round < 200; round++) {
		struct span letters = alphabets[chance(6)];
		unsigned len = chance(sizeof prefix);

		memset(prefix, 'p', sizeof prefix);
		clear();
		while (n < 500)
			add((struct span){ prefix,
				round % 2 ? len : chance(len + 1) },
			    random_word(letters, chance(20)));
		EXPECT(agrees(1));
	}
}

static void
lines_that_stay_equal_through_many_windows(void)
{
	static char stairs[1 << 12];

	memset(stairs, 's', sizeof stairs);
	clear();
	for (unsigned i = 0; i < 400; i++)
		add((struct span){ stairs, 1 + i * 5 % 2000 },
		    random_word(alphabets[1], chance(3)));
	EXPECT(agrees(1));
}

static void
only_equal_lines(void)
{
	clear();
	while (n < 1000)
		add(SPAN("the same"), SPAN(""));
	EXPECT(agrees(1));
	clear();
	while (n < 1000)
		add(SPAN(""), SPAN(""));
	EXPECT(agrees(1));
}

static void
a_zero_byte_and_the_end_of_a_line_differ(void)
{
	static const char zeros[64];

	clear();
	for (unsigned i = 0; i < 64; i++)
		for (unsigned copies = 0; copies < 3; copies++)
			add((struct span){ zeros, (i * 37) % 64 }, SPAN(""));
	EXPECT(agrees(1));
}

static void
any_number_of_threads(void)
{
	for (unsigned round = 0; round < 4; round++) {
		clear();
		while (n < LINES_MAX)
			add(random_word(alphabets[round], 1 + chance(4)),
			    random_word(alphabets[0], chance(24)));
		EXPECT(agrees(1 + round));
	}
	/* one bucket has nearly all: its order is shared out again */
	clear();
	add(SPAN("!"), SPAN(""));
	while (n < LINES_MAX)
		add(SPAN("20221101420000"), random_word(alphabets[0], 10));
	EXPECT(agrees(2));
	EXPECT(agrees(THREADS_MAX)); /* in order already */
}

static void
lengths_that_do_not_fit_an_item(void)
{
	size_t len = LINE_REF_LONG + 5;
	char *base = calloc(1, 2 * (len + 8) + LINE_REF_SLACK);
	struct line_ref two[2], room[2];
	struct key_bits w;

	memcpy(base, &len, 8);
	two[0].at = line_ref_at(8, len);
	memcpy(base + len + 8, &(size_t){ len - 1 }, 8);
	two[1].at = line_ref_at(len + 16, len - 1);
	EXPECT(line_ref_len(base, two[0]) == len);
	w = make_keys(base, two, 2);
	radix_sort(base, two, room, 2, &w, 0, 1);
	EXPECT(line_ref_len(base, two[0]) == len - 1);
	EXPECT(line_ref_len(base, two[1]) == len);
	free(base);
}

int
main(void)
{
	test("random lines of every alphabet and length",
	    random_lines_of_every_alphabet);
	test("lines with common beginnings, all of the same or not",
	    lines_with_common_beginnings);
	test("lines that stay equal through many windows",
	    lines_that_stay_equal_through_many_windows);
	test("only equal lines, only empty lines", only_equal_lines);
	test("a line that ends comes before one that goes on with zero bytes",
	    a_zero_byte_and_the_end_of_a_line_differ);
	test("any number of threads gives the same order",
	    any_number_of_threads);
	test("lines too long for their length to fit an item",
	    lengths_that_do_not_fit_an_item);
	return test_done();
}
