/* Records that are alike, many at a time. */
#include "stream/repeat.h"

#include "base/simd.h"

/* Bytes that are read: a KEY and an amount, and their TABs, lie in two
 * pieces. */
enum { ROOM = PIECE_WIDE + ALIKE_TAIL_MAX };

/* Amounts within this, LOT_MAX of them do not overflow 64 bits. */
#define MINOR_MAX ((int64_t)1 << 52)

/* alike_carried, or its twin. */
typedef const char *carried_fn(const char *p, const char *end, uint64_t *count);

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
 * amount of few digits that has the scale. Where it ends is seen from the
 * TABs: the next line need not wait for the number.
 */
static inline size_t
quick(const struct alike *a, const char *p, const char *end, uint64_t tabs,
    const struct amount_form *form, carried_fn carried, int64_t *sum)
{
	uint64_t behind = tabs & (tabs - 1);
	size_t key, n;
	int64_t minor;

	if (!behind)
		return 0;
	key = (size_t)__builtin_ctzll(tabs);
	n = (size_t)__builtin_ctzll(behind);
	if (n < EIGHT || p[key] != '\t' || !alike_is_key(p, key) ||
	    !amount_scan_form(form, p + n, n - key - 1, &minor))
		return 0;
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
    uint64_t mask_of(const char *), carried_fn carried, struct lot *lot,
    struct amount *sum)
{
	const struct amount_form form = amount_form(a->scale);
	int64_t all = 0;

	lot_begin(lot, p);
	while (a->len && lot->n < LOT_MAX && end - p >= ROOM) {
		size_t n = quick(a, p, end, mask_of(p), &form, carried, &all);

		if (n == 0 && (n = slow(a, p, end, &all)) == 0)
			break;
		lot_add(lot, n);
		p += n + 1;
	}
	*sum = (struct amount){ all, a->scale };
}

void
alike_lot(const struct alike *a, const char *p, const char *end,
    struct lot *lot, struct amount *sum)
{
	take(a, p, end, piece_wide_controls, alike_carried, lot, sum);
}

void
alike_lot_portable(const struct alike *a, const char *p, const char *end,
    struct lot *lot, struct amount *sum)
{
	take(a, p, end, piece_wide_controls_portable, alike_carried_portable,
	    lot, sum);
}
