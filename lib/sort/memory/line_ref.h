/*
 * line_ref: a line in memory as sixteen bytes, small enough to be moved about by
 * the million.
 *
 * A line lies at an offset from a base; up to 32 bytes behind its end may be
 * read (what they hold does not matter).
 */
#ifndef LINE_REF_H
#define LINE_REF_H

#include <stdint.h>

#include "base/span.h"

struct line_ref {
	uint64_t key; /* the bits it is ordered by first, see window.h */
	uint64_t at;  /* offset from the base << LINE_REF_LEN_BITS | length */
};

enum {
	LINE_REF_LEN_BITS = 24,
	/* This length and above stand in the eight bytes before the line. */
	LINE_REF_LONG = (1 << LINE_REF_LEN_BITS) - 1,
	LINE_REF_SLACK = 32, /* bytes readable behind a line */
};

/* Offsets below this, in bytes. */
#define LINE_REF_OFFSET_MAX ((uint64_t)1 << (64 - LINE_REF_LEN_BITS))

static inline uint64_t
line_ref_at(uint64_t offset, size_t len)
{
	return offset << LINE_REF_LEN_BITS |
	    (len < LINE_REF_LONG ? len : LINE_REF_LONG);
}

static inline const char *
line_ref_text(const char *base, struct line_ref it)
{
	return base + (it.at >> LINE_REF_LEN_BITS);
}

static inline size_t
line_ref_len(const char *base, struct line_ref it)
{
	size_t len = it.at & LINE_REF_LONG;

	if (len == LINE_REF_LONG)
		memcpy(&len, line_ref_text(base, it) - sizeof len, sizeof len);
	return len;
}

static inline struct span
line_ref_line(const char *base, struct line_ref it)
{
	return (struct span){ line_ref_text(base, it), line_ref_len(base, it) };
}

#endif
