/*
 * split_parts: the parts that records are split into, each with the sums of what
 * belongs to it; and the list of those that are late.
 *
 * A record waits in a line sorter as a line that begins with the date of its
 * part, or with SPLIT_LATE, which comes before every date:
 *
 *	DATE RECORD
 *
 * with nothing between them.
 */
#ifndef SPLIT_PARTS_H
#define SPLIT_PARTS_H

#include "cut/split/split_seals.h"
#include "io/digest.h"
#include "sort/disk/line_sorter.h"
#include "stream/line/control_total.h"
#include "value/time/date.h"

#define SPLIT_LATE "0000-00-00"

enum {
	SPLIT_PARTS_MAX = 4000,         /* more dates than that are no dates */
	SPLIT_WAITING = LINE_BATCH_MAX, /* lines, given to the sorter at once */
};

struct split_part {
	char text[DATE_LEN + 1];      /* what its lines begin with */
	int32_t date;                 /* undefined for the list */
	enum split_standing standing; /* likewise */
	struct total total;           /* owned: of its records */
	uint64_t lines;               /* their digest, line_digest.h */
	char digest[DIGEST_TEXT + 1]; /* of its file, once that is written */
};

/* Cleared with {0}, released with split_parts_free. */
struct split_parts {
	const struct cut_book *book;     /* borrowed */
	const struct split_seals *seals; /* borrowed */
	struct line_sorter *sorter;      /* borrowed: gets the lines */
	struct split_part late;          /* each of these is in a part, too */
	struct split_part *list;         /* owned, ascending by date */
	size_t n, cap;
	size_t last; /* the one asked for last */

	/* private: lines on their way to the sorter */
	struct buf text;
	struct line_batch waiting;
};

/* The part of a date. NULL, ST_DATA: there are too many of them. It lives until
 * the next call. */
struct split_part *split_parts_of(
    struct split_parts *, int32_t date, struct err *);

/* Puts a record into a part, with this date in place of its own and, unless late
 * is NULL, a field late= of it. */
int split_parts_put(struct split_parts *, struct split_part *,
    const struct record *, const char date[DATE_LEN], const char *late,
    struct err *);

/* Gives the sorter what still waits. */
int split_parts_flush(struct split_parts *, struct err *);

void split_parts_free(struct split_parts *);

#endif
