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

/* Cleared with {0} but for the first three. */
struct agree {
	bool counts;                 /* ln=1 and rn=1 are written */
	struct total *left, *right;  /* borrowed: where LEFT and RIGHT are
	                              * counted */

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
 * and nothing is done, for any other two. Lines are counted now and then and
 * with agree_count: -1, told, if a sum overflows.
 */
int agree_write(struct agree *, const struct record *a,
    const struct record *b, struct stream_out *to, struct err *);

/* True if the ends of the two records are those the tail was made for. */
bool agree_knows(const struct agree *, const struct record *a,
    const struct record *b);

/* Writes the line of a KEY for whose records agree_knows holds, and does not
 * count it: that is for agree_add. */
void agree_put(const struct agree *, struct span key, struct span amount,
    struct stream_out *to);

/* Adds lines whose LEFT add up to sum. */
int agree_add(struct agree *, uint64_t lines, struct amount sum,
    struct err *);

/* Counts the lines that were not counted yet. */
int agree_count(struct agree *, struct err *);

#endif
