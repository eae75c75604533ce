/*
 * front_code: lines in order, each told by what it does not share with the one
 * before.
 *
 * Neighbours in a sorted stream begin alike, and records also end alike: of
 * 48 bytes some 14 are new. An entry is how many bytes of the line before
 * stand at the front, how many new ones follow, how many stand at the end,
 * and the new ones; or one byte that says the line is the same again. Of the
 * first line of all everything is new.
 */
#ifndef FRONT_CODE_H
#define FRONT_CODE_H

#include "base/span.h"

enum {
	FRONT_CODE_SAME_HEAD = 1,   /* the line is the one before */
	FRONT_CODE_SHORT_HEAD = 3,  /* a byte for each length */
	FRONT_CODE_SHORT_MAX = 253, /* the longest length of that form */
	FRONT_CODE_SAME = 254,      /* instead of the first length */
	FRONT_CODE_HEAD_MAX = 25, /* a mark, and eight bytes for each length */
	FRONT_CODE_SLACK = 32, /* bytes behind a line's room that are written */
};

/* How a line is made from the line before and the new bytes. */
struct front_code_shape {
	size_t front, fresh, tail; /* bytes */
	bool same; /* again; the bytes are not known to front_code_read */
};

/* The shape of line behind before. */
struct front_code_shape front_code_shape(struct span before, struct span line);

/* With eight bytes for each length. */
size_t front_code_write_long(struct front_code_shape, char *head);

/* Writes the head of an entry (room for FRONT_CODE_HEAD_MAX); returns its length. */
static inline size_t
front_code_write(struct front_code_shape s, char *head)
{
	if (s.same) {
		*head = (char)FRONT_CODE_SAME;
		return FRONT_CODE_SAME_HEAD;
	}
	if (s.front > FRONT_CODE_SHORT_MAX || s.fresh > FRONT_CODE_SHORT_MAX ||
	    s.tail > FRONT_CODE_SHORT_MAX)
		return front_code_write_long(s, head);
	head[0] = (char)s.front;
	head[1] = (char)s.fresh;
	head[2] = (char)s.tail;
	return FRONT_CODE_SHORT_HEAD;
}

/* Of the form with eight bytes for each length, all there. */
struct front_code_shape front_code_read_long(const char *p);

/*
 * Reads the head of the entry of which n bytes stand at p: its length, or 0
 * where n is too few.
 */
static inline size_t
front_code_read(const char *p, size_t n, struct front_code_shape *s)
{
	const unsigned char *head = (const unsigned char *)p;

	if (n >= FRONT_CODE_SHORT_HEAD && head[0] <= FRONT_CODE_SHORT_MAX) {
		*s = (struct front_code_shape){ head[0], head[1], head[2],
			false };
		return FRONT_CODE_SHORT_HEAD;
	}
	if (n && head[0] == FRONT_CODE_SAME) {
		*s = (struct front_code_shape){ .same = true };
		return FRONT_CODE_SAME_HEAD;
	}
	if (n < FRONT_CODE_HEAD_MAX)
		return 0;
	*s = front_code_read_long(p);
	return FRONT_CODE_HEAD_MAX;
}

/*
 * Makes a line from the one before and the new bytes, FRONT_CODE_SLACK more of
 * which, and of the line before, may be read; to has room for max bytes, and
 * FRONT_CODE_SLACK behind them. False, and nothing done, if the shape does not fit
 * the line before or the room; *len is the new line's length.
 */
static inline bool
front_code_make(struct front_code_shape s, struct span before,
    const char *fresh, char *to, size_t max, size_t *len)
{
	if (s.same)
		s.front = before.len;
	if (s.front > before.len || s.tail > before.len - s.front ||
	    s.fresh > max - s.front || s.tail > max - s.front - s.fresh)
		return false;
	*len = s.front + s.fresh + s.tail;
	if ((s.front | s.fresh | s.tail) < FRONT_CODE_SLACK) {
		/* blocks of a fixed length: no branch to be mispredicted */
		memcpy(to, before.p, FRONT_CODE_SLACK);
		memcpy(to + s.front, fresh, FRONT_CODE_SLACK);
		memcpy(to + s.front + s.fresh, before.p + before.len - s.tail,
		    FRONT_CODE_SLACK);
	} else {
		memcpy(to, before.p, s.front);
		memcpy(to + s.front, fresh, s.fresh);
		memcpy(to + s.front + s.fresh, before.p + before.len - s.tail,
		    s.tail);
	}
	return true;
}

#endif
