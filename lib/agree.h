/*
 * agree: the fast road for the KEY that nearly all KEYs are: one record on
 * each side, with one currency and one amount, and nothing carried.
 *
 * What follows the amounts on such a line is mostly that of the line before
 * and is kept. match and outcome are the slow twins that settle everything
 * else, and would write the same line.
 */
#ifndef AGREE_H
#define AGREE_H

#include "record.h"
#include "stream.h"

enum { AGREE_LIKE_MAX = 32, AGREE_TAIL_MAX = 96 };

/* Cleared with {0} but for counts. */
struct agree {
	bool counts; /* ln=1 and rn=1 are written */

	uint64_t lines; /* written */

	/* private: how many of them are counted, what the others' LEFT, which
	 * is their RIGHT, adds up to, and in what */
	uint64_t counted;
	struct amount sum;
	char currency[CURRENCY_MAX];
	size_t currency_len;

	/* and the line's end behind RIGHT, and what it was made for: the
	 * ends of both records behind AMOUNT, and the scale */
	char tail[AGREE_TAIL_MAX];
	size_t tail_len; /* bytes; 0: not made yet */
	char like[2][AGREE_LIKE_MAX];
	size_t like_len[2];
	int scale;
};

/*
 * 1 if the two records, the whole of a KEY, agree: their line is written. 0,
 * and nothing is done, for any other two. The lines are counted in left and
 * right when agree_count is called, which this does where it must: -1, told,
 * if a sum overflows.
 */
int agree_write(struct agree *, const struct record *a,
    const struct record *b, struct stream_out *to, struct total *left,
    struct total *right, struct err *);

/* Counts the lines that were not counted yet. */
int agree_count(struct agree *, struct total *left, struct total *right,
    struct err *);

#endif
