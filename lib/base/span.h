/*
 * span: a run of bytes that belongs to somebody else.
 *
 * A span owns nothing and is not terminated by NUL. It is valid as long as
 * the buffer it points into; every function that hands one out says how
 * long that is.
 */
#ifndef SPAN_H
#define SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/swar.h"

struct span {
	const char *p;
	size_t len; /* bytes */
};

/* The span of a string literal. */
#define SPAN(literal) ((struct span){ (literal), sizeof(literal) - 1 })

static inline struct span
span_str(const char *s)
{
	return (struct span){ s, strlen(s) };
}

/* Most are of 8 to 32 bytes: two comparisons that may overlap, of lengths
 * that the compiler knows, cost less than a call. */
static inline bool
span_eq(struct span a, struct span b)
{
	size_t n = a.len;

	if (n != b.len)
		return false;
	if (n - 8 <= 8)
		return !memcmp(a.p, b.p, 8) &&
		    !memcmp(a.p + n - 8, b.p + n - 8, 8);
	if (n - 16 <= 16)
		return !memcmp(a.p, b.p, 16) &&
		    !memcmp(a.p + n - 16, b.p + n - 16, 16);
	return n == 0 || !memcmp(a.p, b.p, n);
}

/* Order as bytes, a prefix before what it begins: the order of strcmp(3). */
static inline int
span_cmp(struct span a, struct span b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.len > b.len) - (a.len < b.len);
}

/* How many bytes both begin with. */
static inline size_t
span_common(struct span a, struct span b)
{
	size_t n = a.len < b.len ? a.len : b.len, i = 0;

	for (; n - i >= EIGHT; i += EIGHT) {
		uint64_t x = eight_load(a.p + i) ^ eight_load(b.p + i);

		if (x)
			return i + eight_first(x);
	}
	while (i < n && a.p[i] == b.p[i])
		i++;
	return i;
}

/* How many of their last bytes are the same, at most max, which neither is
 * shorter than. */
static inline size_t
span_common_end(struct span a, struct span b, size_t max)
{
	const char *x, *y;
	size_t i = 0;

	if (max == 0) /* they may be NULL, which nothing is added to */
		return 0;
	x = a.p + a.len;
	y = b.p + b.len;
	for (; max - i >= EIGHT; i += EIGHT) {
		uint64_t d =
		    eight_load(x - i - EIGHT) ^ eight_load(y - i - EIGHT);

		if (d)
			return i + (size_t)__builtin_clzll(d) / EIGHT;
	}
	while (i < max && x[-1 - (ptrdiff_t)i] == y[-1 - (ptrdiff_t)i])
		i++;
	return i;
}

static inline bool
span_begins(struct span s, struct span with)
{
	return s.len >= with.len && !memcmp(s.p, with.p, with.len);
}

/*
 * Copies s to to; returns the end of the copy. Most pieces are of 4 to 32
 * bytes: two copies that may overlap, as in span_eq.
 */
static inline char *
span_put(char *to, struct span s)
{
	if (s.len - 4 <= 4) {
		memcpy(to, s.p, 4);
		memcpy(to + s.len - 4, s.p + s.len - 4, 4);
	} else if (s.len - 8 <= 8) {
		memcpy(to, s.p, 8);
		memcpy(to + s.len - 8, s.p + s.len - 8, 8);
	} else if (s.len - 16 <= 16) {
		memcpy(to, s.p, 16);
		memcpy(to + s.len - 16, s.p + s.len - 16, 16);
	} else if (s.len) {
		memcpy(to, s.p, s.len);
	}
	return to + s.len;
}

/* s, if it is one, points into the copy that begins at to of what begins at
 * from. */
static inline void
span_move(struct span *s, const char *from, const char *to)
{
	if (s->p)
		s->p = to + (s->p - from);
}

/* A count in plain digits, at most 18; *n is untouched otherwise. */
bool span_count(struct span, uint64_t *n);

/* The number of bytes before the first CR or LF, s.len if there is none. */
size_t span_line(struct span);

/* Takes c off the front of s, if it stands there. */
static inline bool
span_take(struct span *s, char c)
{
	if (s->len == 0 || s->p[0] != c)
		return false;
	s->p++;
	s->len--;
	return true;
}

/* Without blanks (space, TAB) at either end. */
struct span span_trim(struct span);

/* Takes the first word off *left: what stands before the next blank, blanks
 * before it gone. No bytes at the end. */
struct span span_word(struct span *left);

#endif
