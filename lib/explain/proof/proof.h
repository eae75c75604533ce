/*
 * proof: does the bill itself confirm what a profile makes of it?
 *
 * By a running balance that all records give, by figures above the header or in
 * the trailer that the sums of the records are, or by totals and balances that
 * recon-clean has checked. Nothing else proves anything: a profile can run and
 * be wrong.
 */
#ifndef PROOF_H
#define PROOF_H

#include "explain/columns/guess_key.h"
#include "explain/layout/guess_layout.h"
#include "explain/proof/trial.h"

struct proof {
	bool proved;
	struct buf why; /* owned: in words, either way */
};

struct proof_rules {
	const struct guess_layout *layout;
	const struct guess_key *guess; /* NULL: the profile is not made of
					* guesses */
	const struct trial *trial;
	uint64_t rows;    /* that fit, */
	uint64_t bad;     /* that do not, */
	bool failed;      /* or the bill cannot be read to its end, */
	const char *what; /* for this reason, the first */
};

void proof_of(struct proof *, const struct proof_rules *);

#endif
