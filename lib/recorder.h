/*
 * recorder: rows of a table become records, by rules.
 *
 * The rules are set by the caller, who clears the rest; then a table is
 * bound, and each of its rows handed over. Nothing is written of a row that
 * is refused.
 */
#ifndef RECORDER_H
#define RECORDER_H

#include "clock.h"
#include "columns.h"
#include "date.h"
#include "rowsum.h"

struct recorder {
	/* the rules; owned from here on, released with recorder_free */
	struct columns key;
	bool empty_parts;        /* parts of a key may be empty, */
	bool rounded_parts;      /* or be as key_is_rounded says */
	struct rowsum sum;
	char side;               /* 'L' or 'R' */
	struct columns time;     /* one, or none: */
	char date[DATE_LEN + 1]; /* this one then, or "-" */
	struct clock clock;
	struct columns carried;  /* under their labels */

	/* private */
	struct span *parts;      /* of the key */
	struct buf scratch;
	struct record shown;     /* for the totals */
	int32_t day;             /* of the row before, with its text */
	char day_text[DATE_LEN + 1];
};

/* Finds the columns in a table just opened. -1, place included. */
int recorder_bind(struct recorder *, const struct table_in *, struct err *);

/*
 * Writes the record of the table's row and counts it in the stream's total.
 * -1 with the column and the reason, without the place.
 */
int recorder_row(struct recorder *, const struct table_in *,
    struct stream_out *, struct err *);

void recorder_free(struct recorder *);

#endif
