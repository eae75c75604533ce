/*
 * recorder: rows of a table become records, by rules.
 *
 * The rules are set by the caller, who clears the rest; then a table is
 * bound, and each of its rows handed over. Nothing is written of a row that
 * is refused.
 */
#ifndef RECORDER_H
#define RECORDER_H

#include "value/time/accounting_day.h"
#include "key/columns.h"
#include "key/unseen.h"
#include "value/time/date.h"
#include "stream/line/pending_sum.h"
#include "key/row_amount.h"

enum { RECORDER_TAIL_MAX = 32 };

/* What becomes of a row whose own accounting date is not that of all. */
enum recorder_expect {
	RECORDER_EXPECT_NONE,   /* nothing is compared */
	RECORDER_EXPECT_REFUSE, /* no record */
	RECORDER_EXPECT_KEEP,   /* it keeps its own, and is noted */
	RECORDER_EXPECT_TELL,   /* it gets that of all, and is noted */
};

struct recorder {
	/* the rules; owned from here on, released with recorder_free */
	struct columns key;
	bool empty_parts;   /* parts of a key may be empty, */
	bool rounded_parts; /* or be as key_is_rounded says */
	struct key_fold fold;
	struct row_amount sum;
	char side;                   /* 'L' or 'R' */
	struct columns time;         /* one column, or none: then */
	char date[DATE_LEN + 1];     /* the date of all rows, or "-" */
	enum recorder_expect expect; /* with time: what if that is another */
	int32_t expected;            /* than this one, of date */
	struct accounting_day clock;
	struct columns carried; /* under their labels */

	/* told */
	struct unseen unseen;    /* keys with what cannot be seen */
	struct noted other_date; /* rows of another date than was expected;
				  * now: recorder_row refused it for that */

	/* private */
	struct span *parts; /* of the key, */
	struct buf *folded; /* and what they are in once folded */
	struct buf scratch;
	size_t room;                  /* bytes a record takes at most beside
				       * its cells */
	size_t cells;                 /* cells that a record copies */
	char tail[RECORDER_TAIL_MAX]; /* TAB CURRENCY TAB SIDE TAB, and DATE
	                          * if it is one for all rows */
	size_t tail_len;              /* bytes */
	struct lump lump;             /* records with that tail */
	bool simple; /* nothing follows the tail, which is that of
	                          * all rows; an amount is a cell's text */
	int32_t day; /* of a row before, with its text */
	char day_text[DATE_LEN + 1];
	char time_text
	    [32];        /* the time of that row, where it is no longer: rows of
	                * a second lie together in most bills */
	size_t time_len; /* 0: none */
};

/* Finds the columns in a table just opened. -1, place included. */
int recorder_bind(struct recorder *, const struct table_in *, struct err *);

/*
 * Writes the record of the table's row and counts it in the stream's total;
 * until the next recorder_bind the caller must not add to that total itself. -1
 * with the column and the reason, without the place.
 */
int recorder_row(struct recorder *, const struct table_in *,
    struct stream_out *, struct err *);

/*
 * The same for the rows that table_ready finds, up to one that makes no record,
 * or to the last; adds how many records it wrote to *rows. True where it
 * stopped at a row: the table has it as the current one, and recorder_row tells
 * what is wrong with it.
 */
bool recorder_run(
    struct recorder *, struct table_in *, struct stream_out *, uint64_t *rows);

void recorder_free(struct recorder *);

/* For rekey.c: part i of a key is this cell, folded; -1, told. */
int recorder_part(struct recorder *, size_t i, struct span cell, struct err *);

/* For recorder_fast.c: finds the parts of a row's key; -1, told; */
int recorder_parts(struct recorder *, const struct table_in *, struct err *);

/* the bytes that the record then takes at most; */
size_t recorder_room(const struct recorder *, const struct table_in *);

/* its fields, written to to: the end, or NULL, told; */
char *recorder_key(struct recorder *, char *to, struct err *);
char *recorder_date(
    struct recorder *, const struct table_in *, char *to, struct err *);
char *recorder_carried(
    const struct recorder *, const struct table_in *, char *to, struct err *);

/* the currency, which changes the tail; and the total. -1, told. */
int recorder_currency(struct recorder *, const struct table_in *, struct err *);
int recorder_count(
    struct recorder *, struct total *, struct amount, struct err *);

#endif
