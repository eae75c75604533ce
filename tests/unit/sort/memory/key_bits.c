/* window: keys compare as the bytes they were made of. */
#include "sort/memory/key_bits.h"

#include "chance.h"
#include "test.h"

static char text[1 << 12];
static struct line_ref items[3];

static uint64_t
chance_word(void)
{
	return (uint64_t)chance(1u << 31) << 33 ^
	    (uint64_t)chance(1u << 31) << 16 ^ chance(1u << 31);
}

/* Puts up to three lines into text. */
static size_t
lines(const char *a, size_t an, const char *b, size_t bn)
{
	memset(text, 'Z', sizeof text);
	memcpy(text, a, an);
	memcpy(text + 64, b, bn);
	items[0].at = line_ref_at(0, an);
	items[1].at = line_ref_at(64, bn);
	return 2;
}

static struct key_bits
window_of(size_t n, size_t at)
{
	struct difference d = { 0 };
	struct key_bits w;

	key_bits_differ(&d, text, items, n, at, items[0]);
	key_bits_set(&w, at, d);
	key_bits_keys(&w, text, items, n);
	return w;
}

static void
keeps_only_bits_that_differ(void)
{
	struct key_bits w = window_of(lines("key7same", 8, "key5same", 8), 3);

	EXPECT(w.bits == 1); /* '7' and '5' differ in one bit */
	EXPECT(items[0].key == (uint64_t)1 << 63);
	EXPECT(items[1].key == 0);
}

static void
sixteen_digits_fit_one_key(void)
{
	struct key_bits w =
	    window_of(lines("0000000000000000", 16, "9999999999999999", 16), 0);

	/* two lines differ in two bits of each digit */
	EXPECT(w.bits == 32);
	EXPECT(w.width == 16);
	EXPECT(items[0].key < items[1].key);
}

/* By the instruction, where there is one. */
KEY_BITS_GATHERS static uint64_t
gathered(const struct key_bits *w, key_bits_words words)
{
	return key_bits_key_gathered(w, words);
}

KEY_BITS_GATHERS static key_bits_words
spread_gathered(const struct key_bits *w, uint64_t key)
{
	return key_bits_spread_gathered(w, key);
}

static bool
same_words(key_bits_words a, key_bits_words b)
{
	return a[0] == b[0] && a[1] == b[1];
}

static void
either_way_makes_the_same_key(void)
{
	for (unsigned i = 0; i < 20000; i++) {
		struct difference d;
		struct key_bits w;
		key_bits_words words;
		uint64_t key;

		for (int k = 0; k < 2; k++) {
			uint64_t a = chance_word(), b = chance_word();

			words[k] = chance_word();
			d.word[k] = i % 5 ? a & b : i % 2 ? ~(uint64_t)0 : 0;
		}
		key_bits_set(&w, 0, d);
		key = key_bits_key(&w, words);
		EXPECT(same_words(key_bits_spread(&w, key), words & w.mask));
		if (!key_bits_gathers())
			continue;
		EXPECT(gathered(&w, words) == key);
		EXPECT(same_words(spread_gathered(&w, key), words & w.mask));
	}
}

static void
gives_up_whole_bytes_at_the_end(void)
{
	struct key_bits w = window_of(
	    lines("\0\0\0\0\0\0\0\0\0\0\0\0", 12,
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12),
	    0);

	EXPECT(w.width == 8);
	EXPECT(w.bits == 64);
	EXPECT(items[0].key == 0 && items[1].key == UINT64_MAX);
	w = window_of(lines("\0\0\0\0\0\0\0a\0\0\0\0\0\0\0\0", 16,
			  "\xff\xff\xff\xff\xff\xff\xff"
			  "a\xff\xff\xff\xff\xff\xff\xff\xff",
			  16),
	    0);
	EXPECT(w.width == 9);
	EXPECT(w.bits == 64);
}

static void
all_bits_in_the_second_word(void)
{
	struct key_bits w =
	    window_of(lines("\0\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
			  16, "", 0),
		0);

	EXPECT(w.width == 16);
	EXPECT(w.bits == 64);
	EXPECT(items[0].key == UINT64_MAX && items[1].key == 0);
}

static void
the_end_of_a_line_reads_as_zeros(void)
{
	/* what lies behind the lines in memory is not zero */
	struct key_bits w = window_of(lines("ab", 2, "ab\0\0\0", 5), 0);

	EXPECT(w.bits == 0);
	EXPECT(items[0].key == items[1].key);
	w = window_of(lines("ab", 2, "ab\0\1\0", 5), 2);
	EXPECT(items[0].key < items[1].key);
}

int
main(void)
{
	test("a key keeps only the bits in which the lines differ",
	    keeps_only_bits_that_differ);
	test("sixteen decimal digits fit one key", sixteen_digits_fit_one_key);
	test("bits that do not fit are given up by whole bytes",
	    gives_up_whole_bytes_at_the_end);
	test("a key may come from the second word alone",
	    all_bits_in_the_second_word);
	test("the end of a line reads as zero bytes",
	    the_end_of_a_line_reads_as_zeros);
	test("the instructions make the same keys, and words of keys",
	    either_way_makes_the_same_key);
	return test_done();
}
