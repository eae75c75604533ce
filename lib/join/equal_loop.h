/*
 * equal_loop: where two streams run abreast as long as their lines are plain: short
 * KEYs, amounts of few digits, and more lines behind.
 *
 * It is the inner loop of abreast, which begins and ends it, and takes lines
 * that are not as plain one by one.
 */
#ifndef EQUAL_LOOP_H
#define EQUAL_LOOP_H

#include "join/equal_pair.h"
#include "match/key_group.h"

/* No amount on this road is larger, and no more lines are taken at once: the
 * sum is one of 64 bits. */
#define ROAD_MINOR_MAX ((int64_t)1 << 40)
#define ROAD_LINES_MAX ((uint64_t)1 << 20)

/* One of the two streams. */
struct lane {
	struct group_source *source;
	const char *line; /* where its record at hand begins, */
	const char *next; /* and the one behind it */
	const char *end;  /* of what was read */
	const char *tail; /* what its lines end with, LF included */
	size_t tail_len;  /* bytes; ALIKE_TAIL_MAX can be read */
};

/* KEY, TAB and AMOUNT of a line: what both lanes have in common. */
struct front {
	size_t key_len, len; /* bytes */
	int64_t minor;
};

struct road {
	struct lane a, b;   /* of side L, of side R */
	struct front front; /* of the record at hand in both */
	int scale;          /* of all amounts */
	struct agree *agree;
	struct stream_out *to;
	uint64_t taken; /* lines from each lane */
	int64_t read;   /* their amounts */
};

/* The next line, with a front of so many bytes, is the one at hand. */
static inline void
lane_advance(struct lane *lane, size_t front)
{
	lane->line = lane->next;
	lane->next += front + lane->tail_len;
}

/*
 * Writes the KEY at hand and takes the next pair, as often as the next lines
 * are the same up to SIDE, have another KEY, and are plain. True if they are
 * not plain, and may be the same all the same. What was taken lies behind what
 * the streams handed out.
 */
bool road_run(struct road *);

#endif
