/*
 * record_scan: where the fields of a record are, many bytes at a time; for
 * record_batch alone.
 *
 * Each function is told which finders to use, those of the machine or their
 * portable twins, and is made part of its caller: nothing is called by pointer.
 */
#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include "base/simd.h"
#include "stream/record.h"
#include "stream/record_form.h"

/* Bytes read at a record: a block, and a form behind it. */
enum { ROOM = SIMD_BLOCK + RECORD_FORM_MAX };

/* simd_controls and simd_equal, or their twins. */
typedef uint64_t controls_fn(const char *);
typedef uint64_t equal_fn(const char *, char);
typedef uint32_t same_fn(const char *, const char *);

struct finders {
	controls_fn *controls;
	equal_fn *equal;
	same_fn *same;
};

/* The first byte below 0x20 from p on; NULL where there is none in the
 * blocks before end. */
static inline __attribute__((always_inline)) const char *
control_from(const char *p, const char *end, const struct finders *find)
{
	for (; end - p >= SIMD_BLOCK; p += SIMD_BLOCK) {
		uint64_t mask = find->controls(p);

		if (mask)
			return p + __builtin_ctzll(mask);
	}
	return NULL;
}

/* Where KEY and AMOUNT of the record at p end. False where that is not sure. */
static inline __attribute__((always_inline)) bool
find_front(const char *p, const char *end, struct record_slot *r,
    const struct finders *find)
{
	uint64_t tabs = find->controls(p), behind = tabs & (tabs - 1);
	const char *key, *amount;

	if (behind) { /* both in the first block, as nearly always */
		r->key = (uint32_t)__builtin_ctzll(tabs);
		r->amount = (uint32_t)__builtin_ctzll(behind);
		return true;
	}
	key = control_from(p, end, find);
	amount = key ? control_from(key + 1, end, find) : NULL;
	if (!amount || end - amount < RECORD_FORM_MAX ||
	    amount - p > UINT32_MAX / 2)
		return false;
	r->key = (uint32_t)(key - p);
	r->amount = (uint32_t)(amount - p);
	return true;
}

static inline bool
is_key(const char *p, size_t n)
{
	return (unsigned char)*p >= '$' && (n != 1 || *p != '-');
}

/* The length of the form that begins at p, whatever else is wrong with it;
 * 0 where it is of no length that a form can have. */
static inline __attribute__((always_inline)) size_t
form_len(const char *p)
{
	size_t currency = p[4] == '\t' ? 4 : 2; /* with its TAB */

	if (p[0] != '\t' || p[currency] != '\t' || p[currency + 2] != '\t')
		return 0;
	return currency + 3 + (p[currency + 3] == '-' ? 1 : 10);
}

/* Reads a form of this length as record_parse does. */
static inline bool
form_make(struct record_form *f, const char *p, size_t len)
{
	size_t currency_len = (p[4] == '\t' ? 4 : 2) - 1;
	struct span currency = { p + 1, currency_len };
	struct span side = { p + currency_len + 2, 1 };
	struct span date = { p + currency_len + 4, len - currency_len - 4 };

	if (!record_is_currency(currency) || !record_side(side) ||
	    !record_is_date(date))
		return false;
	memset(f->text, 0, sizeof f->text);
	memcpy(f->text, p, len);
	f->len = len;
	f->mask = (uint32_t)(((uint64_t)1 << len) - 1);
	f->currency_len = currency_len;
	f->date_len = date.len;
	f->side = record_side(side);
	return true;
}

static inline __attribute__((always_inline)) bool
form_is(const struct record_form *f, const char *p, const struct finders *find)
{
	return f->len && !(~find->same(f->text, p) & f->mask);
}

/* The place of a form among those kept. */
static inline size_t
form_place(const char *p, size_t len)
{
	uint64_t x = eight_load(p),
		 y = len > EIGHT ? eight_load(p + len - 8) : 0;

	return (x * 0x9e3779b97f4a7c15u ^ y * 0xc2b2ae3d27d4eb4fu) >> 58;
}

/* False for a field n= that is no COUNT, or one too large for a slot. */
static inline __attribute__((always_inline)) bool
take_count(const char *field, const char *end, uint32_t *count)
{
	uint64_t n;

	if (field[0] != 'n' || field[1] != '=')
		return true;
	if (!span_count(
		(struct span){ field + 2, (size_t)(end - field) - 2 }, &n) ||
	    n == 0 || n > UINT32_MAX)
		return false;
	*count = (uint32_t)n;
	return true;
}

/*
 * The LF behind the carried fields that begin at p, with *count the records
 * that the line stands for. NULL where record_parse would not take them, or
 * they end too close to end to be sure.
 */
static inline __attribute__((always_inline)) const char *
carried_end(
    const char *p, const char *end, const struct finders *find, uint32_t *count)
{
	const char *field = p; /* begins here */
	bool named = false;    /* it has its "=" in a block before this one */

	for (; end - p >= SIMD_BLOCK; p += SIMD_BLOCK) {
		uint64_t controls = find->controls(p);
		uint64_t equals = find->equal(p, '=');

		if (field == p)
			equals &= ~UINT64_C(1); /* a NAME is not empty */
		for (; controls; controls &= controls - 1) {
			uint64_t bit = controls & -controls;
			const char *at = p + __builtin_ctzll(controls);

			if ((!named && !(equals & (bit - 1))) ||
			    !take_count(field, at, count))
				return NULL;
			if (*at != '\t')
				return *at == '\n' ? at : NULL;
			/* "=" counts behind the first byte of the next */
			equals &= -(bit << 2);
			field = at + 1;
			named = false;
		}
		named |= equals != 0;
	}
	return NULL;
}

#endif
