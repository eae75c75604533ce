/*
 * brief: a line as sixteen bytes.
 *
 * Lines that begin and end alike are told apart by the bytes between, the
 * middle. Where all bits that differ in the first of these fit into a key
 * (window.h), and no more than seven bytes follow, an item of the key and
 * those bytes is all that there is to know of a line. Such items are put in
 * order without a look at any text, and the text is made from them in the
 * end.
 */
#ifndef BRIEF_H
#define BRIEF_H

#include "window.h"

enum {
	BRIEF_REST = 7, /* bytes of a middle behind the window, at most */
	BRIEF_MAX = 16 + BRIEF_REST, /* bytes of a middle */
	BRIEF_WIDE = 24, /* bytes that are read or written of a middle */
};

/*
 * Where an item usually has the place of a line it has here the bytes behind
 * the window, the first one highest and zero where there is none, and lowest
 * the length of the middle.
 */
struct brief {
	struct window window;
	window_words same; /* bits that are not the window's: all lines have
	                    * them */
	uint64_t rest[BRIEF_MAX + 1]; /* by the length of a middle: where the
	                    * bytes behind the window are */
};

/* For lines whose middles have the bits of like wherever they do not differ.
 * The window sees all bits that differ, up to its end. */
void brief_set(struct brief *, const struct window *, window_words like);

/* Bytes of the longest middle that there can be an item of. */
static inline size_t
brief_max(const struct brief *f)
{
	return f->window.width + BRIEF_REST;
}

/* The item of a middle of n bytes with this key. BRIEF_WIDE bytes can be
 * read. */
static inline struct item
brief_item(const struct brief *f, uint64_t key, const char *middle, size_t n)
{
	uint64_t rest = window_word(middle + f->window.width) & f->rest[n];

	return (struct item){ key, rest | n };
}

/* The length of its middle. */
static inline size_t
brief_len(struct item it)
{
	return it.at & 255;
}

/* Writes the middle; what stands behind it, of BRIEF_WIDE bytes, does not
 * matter. */
static inline __attribute__((always_inline)) void
brief_text(const struct brief *f, struct item it, window_spread_fn spread,
    char *to)
{
	window_words words = spread(&f->window, it.key) | f->same;
	uint64_t rest = it.at;

	for (int i = 0; i < 2; i++)
		words[i] = __builtin_bswap64(words[i]);
	rest = __builtin_bswap64(rest);
	memcpy(to, &words, sizeof words);
	memcpy(to + f->window.width, &rest, sizeof rest);
}

/*
 * Orders items[0] to items[n - 1] as the lines are that end with this tail,
 * which BRIEF_WIDE readable bytes follow; scratch has room for as many. The
 * first same bits of all keys are the same.
 */
void brief_sort(const struct brief *, struct span tail, struct item *items,
    struct item *scratch, size_t n, unsigned same);

#endif
