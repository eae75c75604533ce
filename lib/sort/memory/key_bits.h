/*
 * key_bits: the bits that tell a set of lines apart, packed into one number.
 *
 * Sixteen bytes behind what the lines have in common are looked at; bits
 * that are the same in every line are left out, and what remains, in order,
 * is the key. Decimal digits differ in four bits each, so that a key holds
 * sixteen of them where the plain first eight bytes would hold eight.
 * Leaving out equal bits does not change how keys compare.
 *
 * A line that ends inside the window counts as if zero bytes followed: lines
 * with equal keys may differ in length there.
 */
#ifndef KEY_BITS_H
#define KEY_BITS_H

#include "sort/memory/line_ref.h"

/* The two words of a window side by side, the first in [0]; what is done to
 * both is done by one instruction where the machine has it. */
typedef uint64_t key_bits_words __attribute__((vector_size(16)));

enum { KEY_BITS_STEPS = 6 }; /* distances of 1, 2, 4 ... 32 bits */

struct key_bits {
	size_t at;       /* first byte of a line it looks at */
	size_t width;    /* bytes it looks at, 8 to 16 */
	unsigned bits;   /* in a key, which begins at the highest bit */
	unsigned second; /* of these, from the second word */
	/* what gathers the bits of each word at its low end: Warren, Hacker's
	 * Delight, "compress" */
	key_bits_words mask;
	key_bits_words move[KEY_BITS_STEPS]; /* those that move in a step */
};

/* Bits that differ between lines; cleared with {0}. */
struct difference {
	uint64_t word[2];
};

/* Eight bytes at p as a number that compares as they do. */
static inline uint64_t
key_bits_word(const char *p)
{
	return __builtin_bswap64(eight_load(p));
}

/* Both words at p, at which a line has left more bytes; those behind its end
 * count as zero. Sixteen bytes can be read. */
static inline key_bits_words
key_bits_look(const char *p, size_t left)
{
	uint64_t a = key_bits_word(p), b = key_bits_word(p + 8);

	if (left < 16) {
		if (left <= 8) {
			b = 0;
			a = left ? a & ~(uint64_t)0 << (64 - 8 * left) : 0;
		} else {
			b &= ~(uint64_t)0 << (128 - 8 * left);
		}
	}
	return (key_bits_words){ a, b };
}

/* The key made of the words. */
static inline uint64_t
key_bits_key(const struct key_bits *w, key_bits_words v)
{
	v &= w->mask;
#pragma GCC unroll 6
	for (int i = 0; i < KEY_BITS_STEPS; i++) {
		key_bits_words moved = v & w->move[i];

		v = (v ^ moved) | moved >> ((uint64_t)1 << i);
	}
	/* 64 bits in the second word are none in the first */
	return (v[0] << (w->second & 63) | v[1]) << ((64 - w->bits) & 63);
}

/* The bits of a key at their places in the words again, all others clear:
 * what key_bits_key does, backwards ("expand" in that book). */
static inline key_bits_words
key_bits_spread(const struct key_bits *w, uint64_t key)
{
	uint64_t bits = key >> ((64 - w->bits) & 63);
	key_bits_words v = { bits >> (w->second & 63), bits };

#pragma GCC unroll 6
	for (int i = KEY_BITS_STEPS; i--;) {
		key_bits_words moved = v << ((uint64_t)1 << i);

		v = (v & ~w->move[i]) | (moved & w->move[i]);
	}
	return v & w->mask;
}

/* How key_bits_key and key_bits_spread, or their twins, are handed to what calls
 * them in a loop. */
typedef uint64_t key_bits_key_fn(const struct key_bits *, key_bits_words);
typedef key_bits_words key_bits_spread_fn(
    const struct key_bits *, uint64_t key);

/*
 * On amd64 there may be an instruction that gathers bits (pext, of BMI2). A
 * loop is made twice where that pays, the second time with KEY_BITS_GATHERS
 * and key_bits_key_gathered, which is for machines that key_bits_gathers is true
 * of. The keys are the same. So it is with the other direction (pdep).
 */
#if defined(__x86_64__)
#define KEY_BITS_GATHERS __attribute__((target("bmi2")))

KEY_BITS_GATHERS static inline uint64_t
key_bits_key_gathered(const struct key_bits *w, key_bits_words v)
{
	uint64_t first = __builtin_ia32_pext_di(v[0], w->mask[0]);
	uint64_t second = __builtin_ia32_pext_di(v[1], w->mask[1]);

	return (first << (w->second & 63) | second) << ((64 - w->bits) & 63);
}

KEY_BITS_GATHERS static inline key_bits_words
key_bits_spread_gathered(const struct key_bits *w, uint64_t key)
{
	uint64_t bits = key >> ((64 - w->bits) & 63);

	return (key_bits_words){
		__builtin_ia32_pdep_di(bits >> (w->second & 63), w->mask[0]),
		__builtin_ia32_pdep_di(bits, w->mask[1]),
	};
}
#else
#define KEY_BITS_GATHERS
#define key_bits_key_gathered key_bits_key
#define key_bits_spread_gathered key_bits_spread
#endif

/* Are there such instructions, and are they fast ones? */
bool key_bits_gathers(void);

/* Adds how the lines of the items, from byte at on, differ from like. */
void key_bits_differ(struct difference *, const char *base,
    const struct line_ref *items, size_t n, size_t at, struct line_ref like);

/* Makes the window that keeps those bits, as many as one key can hold. */
void key_bits_set(struct key_bits *, size_t at, struct difference);

/* Sets the key of each item. */
void key_bits_keys(const struct key_bits *, const char *base,
    struct line_ref *items, size_t n);

#endif
