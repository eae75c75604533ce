/*
 * truth_inside: what the parts of a truth share.
 */
#ifndef TRUTH_INSIDE_H
#define TRUTH_INSIDE_H

#include "cut/truth/truth.h"

/* What time it is. */
int64_t truth_now(const struct truth *);

/* A date as text. */
struct truth_day {
	char text[CUT_CYCLE_LEN + 1];
};

struct truth_day truth_day(enum cut_cycle, int32_t date);

/* The cell of the row that is asked for as a date: -1 with ST_DATA told where
 * it is none. */
int truth_cell_date(
    const struct truth *, enum cut_cycle, int column, int32_t *, struct err *);
int truth_cell_state(
    const struct truth *, int column, enum cut_state *, struct err *);

static inline struct db_value
truth_cycle(enum cut_cycle c)
{
	return db_str(cut_cycle_name(c));
}

/* A text, or "" for NULL. */
static inline struct db_value
truth_text(const char *s)
{
	return db_str(s ? s : "");
}

/* Begins a transaction that changes things; *step is the number of the step
 * that it will append. */
int truth_change(struct truth *, int64_t *step, struct err *);

/* Ends it: commits where done is 1, and takes it back where it is 0 or -1. 0,
 * or -1 told; where done is -1 the error is told already. */
int truth_end(struct truth *, int done, struct err *);

/* The number of a round, behind truth_change: 1, 0 where there is none, -1. */
int truth_find(
    struct truth *, const struct truth_key *, int64_t *no, struct err *);

/* Appends a step of a round. */
int truth_append(struct truth *, int64_t step, int64_t round,
    const struct truth_said *, struct err *);

#endif
