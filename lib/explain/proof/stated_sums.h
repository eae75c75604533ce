/*
 * stated_sums: figures in the lines of a bill that are no rows, and that the
 * sums of its records are: of what came in and what went out, or of both
 * together.
 */
#ifndef STATED_SUMS_H
#define STATED_SUMS_H

#include "explain/layout/guess_layout.h"
#include "explain/proof/bill_figures.h"
#include "explain/proof/trial.h"

/* Of one currency; NULL: none is. */
struct stated_sum {
	const struct bill_figure *in, *out, *net;
};

struct stated_sums {
	struct bill_figures figures;
	struct stated_sum of[TRIAL_CURRENCIES]; /* as the sums of the trial */
	const struct bill_figure *by; /* one of them, where all sums are
				       * stated, and are of more than one
				       * record; else NULL */
};

/* The figures point into *s and into the layout's text. */
void stated_sums_find(struct stated_sums *, const struct guess_layout *,
    char decimal, const struct trial *);

#endif
