/*
 * matched_pair: the line of a KEY that has one record on each side with the
 * same currency and amount, as nearly all have.
 *
 * What stands between RIGHT and the carried fields on such a line repeats
 * with the forms of the two records, and is kept. match and result_lines are
 * the slow twins: they take every KEY and write the same line.
 */
#ifndef MATCHED_PAIR_H
#define MATCHED_PAIR_H

#include "match/key_group.h"
#include "match/match.h"
#include "stream/stream_in.h"

enum {
	MATCHED_TAILS = 16,     /* kept at once */
	MATCHED_TAIL_MAX = 128, /* bytes, the name of a pass and two dates
				 * included */
};

/* What follows RIGHT, for records of these forms and decimals. */
struct matched_tail {
	const struct record_batch *left, *right;
	uint64_t left_form, right_form; /* serials; 0: nothing is kept */
	int scale;
	size_t len; /* bytes of text */
	char text[MATCHED_TAIL_MAX];
	char currency[CURRENCY_MAX];
	size_t currency_len;
	uint64_t lines; /* with it, not counted yet, */
	int64_t sum;    /* whose LEFT add up to this in minor units */
};

/* Cleared but for the first three; owns nothing. */
struct matched_pairs {
	const struct match_rules *rules; /* borrowed */
	struct span pass;                /* its name is written; or none */
	bool has_counts;                 /* ln=1 and rn=1 are written */
	bool singles;   /* only records that do not stand for several */
	uint64_t lines; /* written */
	struct matched_tail tails[MATCHED_TAILS]; /* private */
};

/*
 * Writes the line of a KEY that is this pair, left before right: 1. 0, and
 * nothing is done, for a pair that is not matched in this simple way. LEFT and
 * RIGHT are counted in left and right now and then: -1, told, if a sum
 * overflows.
 */
int matched_pair_write(struct matched_pairs *, const struct group_place pair[2],
    struct stream_out *to, struct total *left, struct total *right,
    struct err *);

/*
 * Behind a pair that was written, of two streams: writes the lines of the KEYs
 * that follow as long as they are such pairs and lie in the same batches. pair is
 * then the last one written. -1 as above.
 */
int matched_pair_run(struct matched_pairs *, struct group_place pair[2],
    struct stream_out *to, struct total *left, struct total *right,
    struct err *);

/* Counts what is not counted yet. */
int matched_pair_count(struct matched_pairs *, struct total *left,
    struct total *right, struct err *);

#endif
