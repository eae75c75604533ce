/*
 * outcome: the result lines of one KEY, put together, put in order and
 * written.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "buf.h"
#include "record.h"
#include "result.h"
#include "stream.h"

/* One side of a result line. */
struct outcome_side {
	bool is_there;
	struct amount amount;
	struct span text;    /* the amount as it is written */
	struct span date;    /* the earliest, or "-" */
	struct span carried; /* NAME=VALUE<TAB>...; n= is left out */
	uint64_t records;    /* for ln= and rn= */
	uint64_t lines;      /* records it was made of, zero if not there */
};

struct outcome {
	struct span key, currency;
	enum result_class class;
	struct amount diff; /* left - right */
	struct outcome_side left, right;
	bool has_counts; /* ln= and rn= are written */
};

/* Cleared with {0}, released with outcomes_free. */
struct outcomes {
	struct buf lines; /* of the KEY, each with its LF */
	size_t *starts;   /* owned: where each begins */
	size_t n, cap;
	struct span *sorted; /* owned */
	size_t sorted_cap;
};

/* Adds the line of o. Nothing of o is needed afterwards. */
void outcome_add(struct outcomes *, const struct outcome *o);

/* Writes the lines added, in byte order, and forgets them. */
void outcomes_write(struct outcomes *, struct stream_out *to);

/* Writes the line of the only outcome of a KEY. */
void outcome_write(const struct outcome *, struct stream_out *to);

/* Counts o in the totals of to. -1: a sum overflows, told. */
int outcome_count(const struct outcome *, struct stream_out *to,
    struct err *);

void outcomes_free(struct outcomes *);

#endif
