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

enum { AGREE_TAIL_MAX = 96 };

/* Cleared with {0} but for counts. */
struct agree {
	bool counts; /* ln=1 and rn=1 are written */

	/* private: what stands behind RIGHT, and what it was made for */
	char tail[AGREE_TAIL_MAX];
	size_t len; /* bytes; 0: not made yet */
	int scale;
	char currency[CURRENCY_MAX], dates[2][10];
	size_t currency_len, date_len[2];
};

/*
 * True if the two records, the whole of a KEY, agree: their line is written,
 * not counted. False, and nothing is done, for any other two.
 */
bool agree_write(struct agree *, const struct record *a,
    const struct record *b, struct stream_out *to);

#endif
