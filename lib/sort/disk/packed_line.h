/*
 * packed_line: a line as sixteen bytes or less.
 *
 * Lines that begin and end alike are told apart by the bytes between, the
 * middle. Where all bits that differ in the first of these fit into a key
 * (window.h), and no more than seven bytes follow, an item of the key and
 * those bytes is all that there is to know of a line. Such items are put in
 * order without a look at any text, and the text is made from them in the
 * end. Packed, an item has no more bytes than the longest middle needs.
 */
#ifndef PACKED_LINE_H
#define PACKED_LINE_H

#include "sort/memory/key_bits.h"

enum {
	BRIEF_REST = 7, /* bytes of a middle behind the window, at most */
	BRIEF_MAX = 16 + BRIEF_REST, /* bytes of a middle */
	BRIEF_WIDE = 24,   /* bytes that are read or written of a middle */
	BRIEF_PACKED = 16, /* bytes that are read or written of a packed one */
};

/*
 * Where an item usually has the place of a line it has here the bytes behind
 * the window, the first one highest and zero where there is none, and lowest
 * the length of the middle. Packed it is the key, that length and those
 * bytes, as many as any middle may have.
 */
struct brief {
	struct key_bits window;
	key_bits_words same; /* bits that are not the window's: all lines have
	                    * them */
	size_t longest;      /* bytes that a middle may have */
	size_t packed;       /* bytes of a packed item */
	uint64_t word;       /* which bits of eight bytes from its length on are
	                 * the item's */
	uint64_t rest[BRIEF_MAX + 1]; /* the same of eight bytes behind the
	                 * window, by the length of a middle */
};

/*
 * For lines whose middles have the bits of like wherever they do not differ,
 * the longest so far of so many bytes; one more may come. The window sees all
 * bits that differ, up to its end. False where items cannot hold them.
 */
bool brief_set(struct brief *, const struct key_bits *, key_bits_words like,
    size_t longest);

/* Packs a middle of n bytes, at most the longest, with this key. BRIEF_WIDE
 * bytes can be read, BRIEF_PACKED written. */
static inline void
brief_pack(
    const struct brief *f, uint64_t key, const char *middle, size_t n, char *to)
{
	uint64_t rest = eight_load(middle + f->window.width) & f->rest[n];

	eight_store(to, key);
	eight_store(to + sizeof key, rest << 8 | n);
}

/* The item that was packed; BRIEF_PACKED bytes can be read. */
static inline struct line_ref
brief_unpack(const struct brief *f, const char *from)
{
	uint64_t word = eight_load(from + sizeof word) & f->word;

	return (struct line_ref){ eight_load(from),
		__builtin_bswap64(word >> 8) | (word & 255) };
}

/* The length of its middle. */
static inline size_t
brief_len(struct line_ref it)
{
	return it.at & 255;
}

/* Writes the middle; what stands behind it, of BRIEF_WIDE bytes, does not
 * matter. */
static inline __attribute__((always_inline)) void
brief_text(const struct brief *f, struct line_ref it, key_bits_spread_fn spread,
    char *to)
{
	key_bits_words words = spread(&f->window, it.key) | f->same;

	eight_store(to, __builtin_bswap64(words[0]));
	eight_store(to + EIGHT, __builtin_bswap64(words[1]));
	eight_store(to + f->window.width, __builtin_bswap64(it.at));
}

/*
 * Orders items[0] to items[n - 1] as the lines are that end with this tail,
 * which BRIEF_WIDE readable bytes follow; scratch has room for as many. The
 * first same bits of all keys are the same.
 */
void brief_sort(const struct brief *, struct span tail, struct line_ref *items,
    struct line_ref *scratch, size_t n, unsigned same);

#endif
