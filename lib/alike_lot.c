/* Records that are alike, many at a time. */
#include "alike.h"

#include "eight.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
	BLOCK = 32, /* bytes in which a KEY and its TAB are looked for */
	ROOM = BLOCK + EIGHT + ALIKE_TAIL_MAX, /* bytes that are read */
};

/* Amounts within this, LOT_MAX of them do not overflow 64 bits. */
#define MINOR_MAX ((int64_t)1 << 52)

/* A bit for each of the bytes from p on that is below 0x20. */
static inline uint32_t
controls_portable(const char *p)
{
	uint32_t mask = 0;

	for (unsigned i = 0; i < BLOCK / EIGHT; i++) {
		uint64_t tops = eight_controls(eight_load(p + EIGHT * i));

		mask |= (uint32_t)((tops >> 7) * 0x0102040810204080u >> 56)
		    << EIGHT * i;
	}
	return mask;
}

#if defined(__SSE2__)
static inline uint32_t
controls(const char *p)
{
	const __m128i last = _mm_set1_epi8(0x1f);
	__m128i a = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i b = _mm_loadu_si128((const __m128i *)(const void *)(p + 16));

	a = _mm_cmpeq_epi8(_mm_min_epu8(a, last), a);
	b = _mm_cmpeq_epi8(_mm_min_epu8(b, last), b);
	return (uint32_t)_mm_movemask_epi8(a) |
	    (uint32_t)_mm_movemask_epi8(b) << 16;
}
#else
#define controls controls_portable
#endif

/* alike_carried, or its twin. */
typedef const char *carried_fn(const char *p, const char *end,
    uint64_t *count);

/* The length of the line at p, of which n bytes are read, with the tail and
 * carried fields behind them; 0 where something else follows. */
static inline size_t
with_carried(const struct alike *a, const char *p, size_t n, const char *end,
    carried_fn carried)
{
	uint64_t count;
	const char *lf;

	if (!alike_begins(a, p + n, a->len - 1))
		return 0;
	n += a->len;
	lf = p[n - 1] == '\t' ? carried(p + n, end, &count) : NULL;
	return lf ? (size_t)(lf - p) : 0;
}

/*
 * The line at p, ROOM bytes of which can be read: its length without LF, with
 * its amount added to *sum, or 0. Only the usual case: a short KEY, and an
 * amount of few digits that has the scale.
 */
static inline size_t
quick(const struct alike *a, const char *p, const char *end, uint32_t mask,
    int scale, carried_fn carried, int64_t *sum)
{
	size_t key, n;
	int64_t minor;
	int found;

	if (!mask)
		return 0;
	key = (size_t)__builtin_ctz(mask);
	if (p[key] != '\t' || (unsigned char)*p < '$' ||
	    (key == 1 && *p == '-'))
		return 0;
	n = amount_scan_short(p + key + 1, &minor, &found);
	if (n == 0 || found != scale)
		return 0;
	n += key + 1;
	if (alike_is_tail(a, p + n))
		n += a->len - 1;
	else if ((n = with_carried(a, p, n, end, carried)) == 0)
		return 0;
	*sum += minor;
	return n;
}

/* The same by alike_read, which takes more. */
static size_t
slow(const struct alike *a, const char *p, const char *end, int64_t *sum)
{
	struct record r;
	size_t n = alike_read(a, p, end, &r);

	if (n == 0 || r.amount.scale != a->scale ||
	    r.amount.minor < -MINOR_MAX || r.amount.minor > MINOR_MAX)
		return 0;
	*sum += (int64_t)r.amount.minor;
	return n;
}

static inline void
take(const struct alike *a, const char *p, const char *end,
    uint32_t mask_of(const char *), carried_fn carried, struct lot *lot,
    struct amount *sum)
{
	int64_t all = 0;
	int scale = a->scale;

	lot_begin(lot, p);
	while (a->len && lot->n < LOT_MAX && end - p >= ROOM) {
		size_t n = quick(a, p, end, mask_of(p), scale, carried,
		    &all);

		if (n == 0 && (n = slow(a, p, end, &all)) == 0)
			break;
		lot_add(lot, n);
		p += n + 1;
	}
	*sum = (struct amount){ all, scale };
}

void
alike_lot(const struct alike *a, const char *p, const char *end,
    struct lot *lot, struct amount *sum)
{
	take(a, p, end, controls, alike_carried, lot, sum);
}

void
alike_lot_portable(const struct alike *a, const char *p, const char *end,
    struct lot *lot, struct amount *sum)
{
	take(a, p, end, controls_portable, alike_carried_portable, lot,
	    sum);
}
