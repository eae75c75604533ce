/*
 * cut_steps: what of a round comes after what: the steps of the round, those of
 * each system, and the jobs.
 *
 * A step is a number: announce, seal, tie, lock; then cut, ready and complete
 * of each system, in the order of the book; then the jobs.
 */
#ifndef CUT_STEPS_H
#define CUT_STEPS_H

#include "cut/book/cut_book.h"

enum cut_step_number {
	CUT_STEP_ANNOUNCE,
	CUT_STEP_SEAL,
	CUT_STEP_TIE,
	CUT_STEP_LOCK,
	CUT_STEP_SYSTEMS /* the first of the systems */
};

/* CUT_AT_CUT, CUT_AT_READY or CUT_AT_COMPLETE of a system; a job; a step of the
 * round. */
size_t cut_step_of(const struct cut_book *, const struct cut_after *);

/* One more than the last. */
size_t cut_steps_n(const struct cut_book *);

/* Is it there: is no ready of a system without data of others? */
bool cut_steps_has(const struct cut_book *, size_t step);

/* Writes the steps that one comes after, but for those that come before one of
 * them anyway; how many. At most cut_steps_n. */
size_t cut_steps_after(const struct cut_book *, size_t step, size_t *to);

/* Adds its name, which is that of its node in the flow: "cut-bill". */
void cut_steps_name(const struct cut_book *, size_t step, struct buf *);

/* Tells jobs in a circle. */
void cut_steps_check(const struct cut_book *, struct told *);

#endif
