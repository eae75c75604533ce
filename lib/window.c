#include "window.h"

enum { AHEAD = 12 }; /* items between a prefetch and its use */

/* Eight bytes at p as a number that compares as they do; bytes behind the
 * left ones count as zero. */
static inline uint64_t
word(const char *p, size_t left)
{
	const unsigned char *b = (const unsigned char *)p;
	uint64_t w = (uint64_t)b[0] << 56 | (uint64_t)b[1] << 48 |
	    (uint64_t)b[2] << 40 | (uint64_t)b[3] << 32 |
	    (uint64_t)b[4] << 24 | (uint64_t)b[5] << 16 |
	    (uint64_t)b[6] << 8 | (uint64_t)b[7];

	if (left >= 8)
		return w;
	return left ? w & ~(uint64_t)0 << (64 - 8 * left) : 0;
}

/* Both words of a line behind its first at bytes; it has at least those. */
static inline void
words(const char *base, struct item it, size_t at, uint64_t w[2])
{
	struct span s = item_line(base, it);
	size_t left = s.len - at;

	w[0] = word(s.p + at, left);
	w[1] = left > 8 ? word(s.p + at + 8, left - 8) : 0;
}

void
window_look(struct difference *d, const char *base,
    const struct item *items, size_t n, size_t at, struct item like)
{
	uint64_t first[2], w[2], d0 = 0, d1 = 0;

	words(base, like, at, first);
	for (size_t i = 0; i < n; i++) {
		if (i + AHEAD < n)
			__builtin_prefetch(
			    item_text(base, items[i + AHEAD]) + at);
		words(base, items[i], at, w);
		d0 |= w[0] ^ first[0];
		d1 |= w[1] ^ first[1];
	}
	d->word[0] |= d0;
	d->word[1] |= d1;
}

static unsigned
count_bits(uint64_t w)
{
	unsigned n = 0;

	for (; w; w &= w - 1)
		n++;
	return n;
}

static void
squeeze_set(struct squeeze *s, uint64_t mask)
{
	uint64_t m = mask, gaps = ~mask << 1;

	*s = (struct squeeze){ .mask = mask, .bits = count_bits(mask) };
	for (unsigned i = 0; i < 6; i++) {
		/* the parity of the gaps below each bit: those whose
		 * distance has the bit i set move in this step */
		uint64_t parity = gaps, move;

		for (unsigned k = 1; k < 64; k *= 2)
			parity ^= parity << k;
		move = parity & m;
		m = (m ^ move) | move >> (1u << i);
		gaps &= ~parity;
		if (!move)
			continue;
		s->step[s->n].move = move;
		s->step[s->n].shift = 1u << i;
		s->n++;
	}
}

static inline uint64_t
squeeze(const struct squeeze *s, uint64_t w)
{
	w &= s->mask;
	for (int i = 0; i < s->n; i++) {
		uint64_t moved = w & s->step[i].move;

		w = (w ^ moved) | moved >> s->step[i].shift;
	}
	return w;
}

void
window_set(struct window *w, size_t at, struct difference d)
{
	unsigned room = 64 - count_bits(d.word[0]);
	uint64_t second = d.word[1];
	size_t width = 16;

	/* whole bytes are given up until the rest has room */
	while (count_bits(second) > room) {
		width--;
		second &= width > 8 ? ~(uint64_t)0 << (8 * (16 - width)) : 0;
	}
	w->at = at;
	w->width = width;
	squeeze_set(&w->half[0], d.word[0]);
	squeeze_set(&w->half[1], second);
	w->bits = w->half[0].bits + w->half[1].bits;
}

void
window_keys(const struct window *win, const char *base, struct item *items,
    size_t n)
{
	const struct window w = *win;
	unsigned low = 64 - w.bits;

	for (size_t i = 0; i < n; i++) {
		uint64_t v[2], high;

		if (i + AHEAD < n)
			__builtin_prefetch(
			    item_text(base, items[i + AHEAD]) + w.at);
		words(base, items[i], w.at, v);
		high = squeeze(&w.half[0], v[0]);
		if (w.half[1].bits) {
			/* 64 bits in the second are none in the first */
			high <<= w.half[1].bits & 63;
			high |= squeeze(&w.half[1], v[1]);
		}
		items[i].key = w.bits ? high << low : 0;
	}
}
