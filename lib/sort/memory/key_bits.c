#include "sort/memory/key_bits.h"

enum { AHEAD = 12 }; /* items between a prefetch and its use */

/* Both words of a line behind its first at bytes; it has at least those. */
static inline key_bits_words
words(const char *base, struct line_ref it, size_t at)
{
	struct span s = line_ref_line(base, it);

	return key_bits_look(s.p + at, s.len - at);
}

/* What will be looked at soon after item i. (A function that prefetches and
 * does nothing else is one the compiler leaves out.) */
static inline const char *
soon(const char *base, const struct line_ref *items, size_t n, size_t i,
    size_t at)
{
	return line_ref_text(base, items[i + AHEAD < n ? i + AHEAD : i]) + at;
}

void
key_bits_differ(struct difference *d, const char *base,
    const struct line_ref *items, size_t n, size_t at, struct line_ref like)
{
	key_bits_words first = words(base, like, at), all = { 0 };

	for (size_t i = 0; i < n; i++) {
		__builtin_prefetch(soon(base, items, n, i, at));
		all |= words(base, items[i], at) ^ first;
	}
	d->word[0] |= all[0];
	d->word[1] |= all[1];
}

static unsigned
count_bits(uint64_t w)
{
	unsigned n = 0;

	for (; w; w &= w - 1)
		n++;
	return n;
}

/* The steps that gather the bits of half i of the mask. */
static void
set_half(struct key_bits *w, int i, uint64_t mask)
{
	uint64_t m = mask, gaps = ~mask << 1;

	w->mask[i] = mask;
	for (unsigned s = 0; s < KEY_BITS_STEPS; s++) {
		/* the parity of the gaps below each bit: those whose
		 * distance has the bit s set move in this step */
		uint64_t parity = gaps, move;

		for (unsigned k = 1; k < 64; k *= 2)
			parity ^= parity << k;
		move = parity & m;
		m = (m ^ move) | move >> (1u << s);
		gaps &= ~parity;
		w->move[s][i] = move;
	}
}

void
key_bits_set(struct key_bits *w, size_t at, struct difference d)
{
	unsigned first = count_bits(d.word[0]);
	uint64_t second = d.word[1];
	size_t width = 16;

	/* whole bytes are given up until the rest has room */
	while (count_bits(second) > 64 - first) {
		width--;
		second &= width > 8 ? ~(uint64_t)0 << (8 * (16 - width)) : 0;
	}
	w->at = at;
	w->width = width;
	set_half(w, 0, d.word[0]);
	set_half(w, 1, second);
	w->second = count_bits(second);
	w->bits = first + w->second;
}

bool
key_bits_gathers(void)
{
#if defined(__x86_64__)
	/* the first machines of that family take it bit by bit */
	return __builtin_cpu_supports("bmi2") && !__builtin_cpu_is("amdfam17h");
#else
	return false;
#endif
}

static inline __attribute__((always_inline)) void
set_keys(const struct key_bits *win, const char *base, struct line_ref *items,
    size_t n, key_bits_key_fn key)
{
	const struct key_bits w = *win;

	for (size_t i = 0; i < n; i++) {
		__builtin_prefetch(soon(base, items, n, i, w.at));
		items[i].key = key(&w, words(base, items[i], w.at));
	}
}

KEY_BITS_GATHERS static void
set_keys_gathered(const struct key_bits *w, const char *base,
    struct line_ref *items, size_t n)
{
	set_keys(w, base, items, n, key_bits_key_gathered);
}

void
key_bits_keys(const struct key_bits *w, const char *base,
    struct line_ref *items, size_t n)
{
	if (key_bits_gathers())
		set_keys_gathered(w, base, items, n);
	else
		set_keys(w, base, items, n, key_bits_key);
}
