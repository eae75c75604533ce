/*
 * record_scan: where the fields of a record or a result are, many bytes at a
 * time; for record_take and result_take alone.
 *
 * Each function is told which finders to use, those of the machine or their
 * portable twins, and is made part of its caller: nothing is called by pointer.
 */
#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include "base/simd.h"
#include "stream/line/record.h"
#include "stream/line/record_form.h"
#include "value/time/date.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* Bytes read at a line: a block, and a form behind it. */
enum { ROOM = SIMD_BLOCK + RECORD_FORM_MAX };

/* simd_controls, simd_equal and simd_same, or their twins. */
struct finders {
	uint64_t (*controls)(const char *);
	uint64_t (*equal)(const char *, char);
	uint32_t (*same)(const char *, const char *);
};

static const struct finders finders = { simd_controls, simd_equal, simd_same };
static const struct finders finders_portable = { simd_controls_portable,
	simd_equal_portable, simd_same_portable };

/* The first byte below 0x20 from p on; NULL where there is none in the
 * blocks before end. */
ALWAYS_INLINE const char *
control_from(const char *p, const char *end, const struct finders *find)
{
	for (; end - p >= SIMD_BLOCK; p += SIMD_BLOCK) {
		uint64_t mask = find->controls(p);

		if (mask)
			return p + __builtin_ctzll(mask);
	}
	return NULL;
}

static inline bool
is_key(const char *p, size_t n)
{
	return (unsigned char)*p >= '$' && (n != 1 || *p != '-');
}

/* The length of the form that begins at p, whatever else is wrong with it;
 * 0 where it is of no length that a form can have. */
ALWAYS_INLINE size_t
form_len(const char *p, bool has_side)
{
	const char *at = p + (p[4] == '\t' ? 4 : 2); /* behind CURRENCY */

	if (*p != '\t' || *at != '\t')
		return 0;
	if (has_side && *(at += 2) != '\t')
		return 0;
	return (size_t)(at - p) + (at[1] == '-' ? 2 : 1 + DATE_LEN);
}

/* Reads a form of this length as record_parse and result_parse do. */
static inline bool
form_make(struct record_form *f, const char *p, size_t len, bool has_side)
{
	struct span currency = { p + 1, p[4] == '\t' ? 3 : 1 };
	struct span side = { p + currency.len + 2, 1 };
	struct span date = { side.p + 2 * has_side, 0 };

	date.len = (size_t)(p + len - date.p);
	*f = (struct record_form){ .len = len };
	if (!record_is_currency(currency) ||
	    (has_side && !(f->side = record_side(side))) ||
	    (date.len > 1 && !date_parse(date, &f->day)))
		return false;
	memcpy(f->text, p, len);
	f->mask = (uint32_t)(((uint64_t)1 << len) - 1);
	f->currency_len = currency.len;
	f->date_len = date.len;
	return true;
}

/* What two forms of different length or class differ in. */
static inline size_t
form_kind(size_t len, enum result_class class)
{
	return len + RECORD_FORM_MAX * class;
}

/* Is it the form, which is one, that stands at p? */
ALWAYS_INLINE bool
form_is(const struct record_form *f, const char *p, const struct finders *find)
{
	return !(~find->same(f->text, p) & f->mask);
}

/* The place of a form among those kept. */
static inline size_t
form_place(const char *p, size_t len, enum result_class class)
{
	uint64_t x = eight_load(p),
		 y = len > EIGHT ? eight_load(p + len - 8) : 0;

	return ((x + class) * 0x9e3779b97f4a7c15u ^ y * 0xc2b2ae3d27d4eb4fu) >>
	    58;
}

/* Does it begin with "n" or "d", as the names do that are reserved, or with a
 * rare byte? One bit a letter: every field is asked. */
static inline bool
may_be_reserved(const char *field)
{
	enum { BITS = 63 };
	static const uint64_t first =
	    UINT64_C(1) << ('n' & BITS) | UINT64_C(1) << ('d' & BITS);

	return first >> (*field & BITS) & 1;
}

/* False for a field n= that is no COUNT, or one too large for a slot, and for a
 * field date=. */
ALWAYS_INLINE bool
take_reserved(const char *field, const char *end, uint32_t *count)
{
	uint64_t n;

	if (!may_be_reserved(field))
		return true;
	if (field[0] != 'n' || field[1] != '=')
		return !record_is_dated(
		    (struct span){ field, (size_t)(end - field) });
	if (!span_count(
		(struct span){ field + 2, (size_t)(end - field) - 2 }, &n) ||
	    n == 0 || n > UINT32_MAX)
		return false;
	*count = (uint32_t)n;
	return true;
}

/*
 * The LF behind the carried fields that begin at p. Of a record: *count is the
 * records that the line stands for; of a result count is NULL. NULL where
 * record_parse or result_parse would not take them, or they end too close to end
 * to be sure.
 */
ALWAYS_INLINE const char *
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
			    (count && !take_reserved(field, at, count)))
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
