/* Carried fields, many bytes at a time. */
#include "stream/repeat.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { BLOCK = 64 }; /* bytes looked at together, each a bit of a word */

/* Where in a block the bytes are that mean something. */
struct marks {
	uint64_t controls; /* below 0x20: TAB, LF, and all that is wrong */
	uint64_t equals;   /* "=" */
};

/* Eight bytes: a bit for each whose top bit is set in tops. */
static inline uint64_t
gather(uint64_t tops)
{
	return (tops >> 7) * 0x0102040810204080u >> 56;
}

static inline struct marks
find_portable(const char *p)
{
	struct marks m = { 0 };

	for (unsigned i = 0; i < BLOCK; i += EIGHT) {
		uint64_t w = eight_load(p + i), x = w ^ (EIGHT_ONES * '=');
		/* exact for every byte, unlike eight_equal */
		uint64_t others = ((x & ~EIGHT_TOPS) + ~EIGHT_TOPS) | x;

		m.controls |= gather(eight_controls(w)) << i;
		m.equals |= gather(~others & EIGHT_TOPS) << i;
	}
	return m;
}

#if defined(__SSE2__)
static inline uint64_t
bits(__m128i v)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(v);
}

static inline struct marks
find(const char *p)
{
	const __m128i last = _mm_set1_epi8(0x1f), equal = _mm_set1_epi8('=');
	const __m128i *at = (const __m128i *)(const void *)p;
	__m128i a = _mm_loadu_si128(at), b = _mm_loadu_si128(at + 1);
	__m128i c = _mm_loadu_si128(at + 2), d = _mm_loadu_si128(at + 3);

	return (struct marks){
		.controls = bits(_mm_cmpeq_epi8(_mm_min_epu8(a, last), a)) |
		    bits(_mm_cmpeq_epi8(_mm_min_epu8(b, last), b)) << 16 |
		    bits(_mm_cmpeq_epi8(_mm_min_epu8(c, last), c)) << 32 |
		    bits(_mm_cmpeq_epi8(_mm_min_epu8(d, last), d)) << 48,
		.equals = bits(_mm_cmpeq_epi8(a, equal)) |
		    bits(_mm_cmpeq_epi8(b, equal)) << 16 |
		    bits(_mm_cmpeq_epi8(c, equal)) << 32 |
		    bits(_mm_cmpeq_epi8(d, equal)) << 48,
	};
}
#else
#define find find_portable
#endif

/* False for a field n= that is no COUNT. */
static inline bool
take_count(const char *field, const char *end, uint64_t *count)
{
	if (field[0] != 'n' || field[1] != '=')
		return true;
	return span_count((struct span){ field + 2, (size_t)(end - field) - 2 },
		   count) &&
	    *count;
}

static inline const char *
walk(const char *p, const char *end, struct marks find_in(const char *),
    uint64_t *count)
{
	const char *field = p; /* begins here */
	bool named = false;    /* it has its "=" in a block before this one */

	*count = 1;
	for (; end - p >= BLOCK; p += BLOCK) {
		struct marks m = find_in(p);

		if (field == p)
			m.equals &= ~UINT64_C(1); /* a NAME is not empty */
		for (; m.controls; m.controls &= m.controls - 1) {
			uint64_t bit = m.controls & -m.controls;
			const char *at = p + __builtin_ctzll(m.controls);

			if ((!named && !(m.equals & (bit - 1))) ||
			    !take_count(field, at, count))
				return NULL;
			if (*at != '\t')
				return *at == '\n' ? at : NULL;
			/* "=" counts behind the first byte of the next */
			m.equals &= -(bit << 2);
			field = at + 1;
			named = false;
		}
		named |= m.equals != 0;
	}
	return NULL;
}

const char *
alike_carried(const char *p, const char *end, uint64_t *count)
{
	return walk(p, end, find, count);
}

const char *
alike_carried_portable(const char *p, const char *end, uint64_t *count)
{
	return walk(p, end, find_portable, count);
}
