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
	PACK_SAME_HEAD = 1,  /* the line is the one before */
	PACK_SHORT_HEAD = 3, /* a byte for each length */
	PACK_SHORT_MAX = 253, /* the longest length of that form */
	PACK_SAME = 254,     /* instead of the first length */
	PACK_HEAD_MAX = 25,  /* a mark, and eight bytes for each length */
	PACK_SLACK = 32,     /* bytes behind a line's room that are written */
};

/* How a line is made from the line before and the new bytes. */
struct pack_shape {
	size_t front, fresh, tail; /* bytes */
	bool same; /* again; the bytes are not known to pack_read */
};

/* The shape of line behind before. */
struct pack_shape pack_shape(struct span before, struct span line);

/* With eight bytes for each length. */
size_t pack_write_long(struct pack_shape, char *head);

/* Writes the head of an entry (room for PACK_HEAD_MAX); returns its length. */
static inline size_t
pack_write(struct pack_shape s, char *head)
{
	if (s.same) {
		*head = (char)PACK_SAME;
		return PACK_SAME_HEAD;
	}
	if (s.front > PACK_SHORT_MAX || s.fresh > PACK_SHORT_MAX ||
	    s.tail > PACK_SHORT_MAX)
		return pack_write_long(s, head);
	head[0] = (char)s.front;
	head[1] = (char)s.fresh;
	head[2] = (char)s.tail;
	return PACK_SHORT_HEAD;
}

/* Of the form with eight bytes for each length, all there. */
struct pack_shape pack_read_long(const char *p);

/*
 * Reads the head of the entry of which n bytes stand at p: its length, or 0
 * where n is too few.
 */
static inline size_t
pack_read(const char *p, size_t n, struct pack_shape *s)
{
	const unsigned char *head = (const unsigned char *)p;

	if (n >= PACK_SHORT_HEAD && head[0] <= PACK_SHORT_MAX) {
		*s = (struct pack_shape){ head[0], head[1], head[2], false };
		return PACK_SHORT_HEAD;
	}
	if (n && head[0] == PACK_SAME) {
		*s = (struct pack_shape){ .same = true };
		return PACK_SAME_HEAD;
	}
	if (n < PACK_HEAD_MAX)
		return 0;
	*s = pack_read_long(p);
	return PACK_HEAD_MAX;
}

/*
 * Makes a line from the one before and the new bytes, PACK_SLACK more of
 * which, and of the line before, may be read; to has room for max bytes, and
 * PACK_SLACK behind them. False, and nothing done, if the shape does not fit
 * the line before or the room; *len is the new line's length.
 */
static inline bool
pack_make(struct pack_shape s, struct span before, const char *fresh,
    char *to, size_t max, size_t *len)
{
	if (s.same)
		s.front = before.len;
	if (s.front > before.len || s.tail > before.len - s.front ||
	    s.fresh > max - s.front || s.tail > max - s.front - s.fresh)
		return false;
	*len = s.front + s.fresh + s.tail;
	if ((s.front | s.fresh | s.tail) < PACK_SLACK) {
		/* blocks of a fixed length: no branch to be mispredicted */
		memcpy(to, before.p, PACK_SLACK);
		memcpy(to + s.front, fresh, PACK_SLACK);
		memcpy(to + s.front + s.fresh, before.p + before.len - s.tail,
		    PACK_SLACK);
	} else {
		memcpy(to, before.p, s.front);
		memcpy(to + s.front, fresh, s.fresh);
		memcpy(to + s.front + s.fresh, before.p + before.len - s.tail,
		    s.tail);
	}
	return true;
}

#endif
