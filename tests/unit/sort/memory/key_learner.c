/* prekey: the keys made line by line are those made of all lines at once. */
#include "sort/memory/key_learner.h"

#include "sort/memory/radix_pass.h"
#include "scratch.h"
#include "test.h"

enum { LINES = 300, LONGEST = 60 };

static char text[LINES * LONGEST + LINE_REF_SLACK];
static struct line_ref items[LINES], want[LINES];
static uint64_t seed = 1;

static size_t
below(size_t n)
{
	return scratch_random(&seed) % n;
}

/* Lines of few letters; most begin with a piece of the same text. */
static void
make_lines(size_t n)
{
	static const char *const alphabets[] = { "0123456789", "ab", "\1\t9" };
	const char *letters = alphabets[below(3)];
	size_t used = 0, common = below(30), rare = 1 + below(2 * n);

	memset(text, 'Z', sizeof text);
	for (size_t i = 0; i < n; i++) {
		size_t len = below(4) ? 40 : below(LONGEST);

		for (size_t k = 0; k < len; k++)
			text[used + k] = k < common && below(rare) ? 'p'
			    : below(rare) ? letters[below(strlen(letters))]
					  : (char)below(256);
		items[i].at = line_ref_at(used, len);
		used += len;
	}
}

/* The same by looking at all lines, each time for one thing. */
static struct key_bits
look_at_all(size_t n, size_t *same)
{
	struct difference d = { { 0 } };
	struct key_bits w;

	memcpy(want, items, n * sizeof *items);
	*same = radix_pass_shared(text, want, n, 0);
	key_bits_differ(&d, text, want, n, *same, want[0]);
	key_bits_set(&w, *same, d);
	key_bits_keys(&w, text, want, n);
	return w;
}

static void
keys_are_those_of_all_lines(void)
{
	size_t old = 0;

	for (int round = 0; round < 3000; round++) {
		struct key_learner k = { 0 };
		struct key_bits w;
		size_t n = 1 + below(LINES), same;

		make_lines(n);
		w = look_at_all(n, &same);
		for (size_t i = 0, more; i < n; i += more) {
			more = 1 + below(n - i);
			key_learner_items(&k, text, items, i, more);
		}
		old += k.stale;
		key_learner_finish(&k, text, items, n);
		EXPECT(k.same == same && k.window.at == w.at &&
		    k.window.bits == w.bits && k.window.width == w.width);
		for (size_t i = 0; i < n; i++)
			EXPECT(items[i].key == want[i].key);
	}
	EXPECT(old > 3000); /* windows did change */
}

static void
most_lines_need_no_second_look(void)
{
	struct key_learner k = { 0 };

	for (size_t i = 0; i < LINES; i++) {
		char line[64];

		snprintf(line, sizeof line, "2022110142%014zu\t890.81\tCNY\tL",
		    below(100000000));
		memcpy(text + i * 36, line, 36);
		items[i].at = line_ref_at(i * 36, 36);
	}
	key_learner_items(&k, text, items, 0, LINES);
	EXPECT(k.stale < 100);
}

int
main(void)
{
	test("keys made line by line are those made of all lines at once",
	    keys_are_those_of_all_lines);
	test("where lines are alike, few keys are made twice",
	    most_lines_need_no_second_look);
	return test_done();
}
