/*
 * tie_found: what recon-join found of a pair, by its facts: was it run as the
 * book says, and does all agree?
 */
#ifndef TIE_FOUND_H
#define TIE_FOUND_H

#include "cut/book/cut_book.h"
#include "stream/stage.h"

/* ST_DIFFER, with the reason, for the facts of another program, and of a run
 * that did not end well. */
int tie_found_run(const struct stage *, struct err *);

/* Was it run with the options of the pair? Else ST_DIFFER, with both. */
int tie_found_options(
    const struct cut_pair *, const struct stage *, struct err *);

/* ST_DIFFER, with the reason, where it was run with other options than those of
 * the pair; and where anything did not match or is not in the results, with the
 * figures. */
int tie_found_check(const struct cut_book *, const struct cut_pair *,
    const struct stage *, struct err *);

/* Adds, in words, what matched only within a tolerance; nothing where nothing
 * did. */
void tie_found_tolerance(struct buf *, const struct stage *);

/* Adds "\tNAME.records=N" and the sums of both sides. */
void tie_found_evidence(struct buf *, const char *name, const struct stage *);

#endif
