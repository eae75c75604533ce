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

struct item {
	uint64_t key; /* the bits it is ordered by first, see window.h */
	uint64_t at;  /* offset from the base << ITEM_LEN_BITS | length */
};

enum {
	ITEM_LEN_BITS = 24,
	/* This length and above stand in the eight bytes before the line. */
	ITEM_LONG = (1 << ITEM_LEN_BITS) - 1,
	ITEM_SLACK = 32, /* bytes readable behind a line */
};

/* Offsets below this, in bytes. */
#define ITEM_OFFSET_MAX ((uint64_t)1 << (64 - ITEM_LEN_BITS))

static inline uint64_t
item_at(uint64_t offset, size_t len)
{
	return offset << ITEM_LEN_BITS | (len < ITEM_LONG ? len : ITEM_LONG);
}

static inline const char *
item_text(const char *base, struct item it)
{
	return base + (it.at >> ITEM_LEN_BITS);
}

static inline size_t
item_len(const char *base, struct item it)
{
	size_t len = it.at & ITEM_LONG;

	if (len == ITEM_LONG)
		memcpy(&len, item_text(base, it) - sizeof len, sizeof len);
	return len;
}

static inline struct span
item_line(const char *base, struct item it)
{
	return (struct span){ item_text(base, it), item_len(base, it) };
}

#endif
