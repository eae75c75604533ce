/*
 * draft_checks: rules by which the proposed profile checks every bill by what
 * proved this one: its totals above the header or in the trailer, and its
 * running balance.
 */
#ifndef DRAFT_CHECKS_H
#define DRAFT_CHECKS_H

#include "explain/columns/guess_key.h"
#include "explain/layout/guess_layout.h"
#include "explain/proof/trial.h"

struct draft_checks_rules {
	const struct guess_layout *layout;
	const struct guess_key *guess;
	const struct column_facts *facts;
	const struct names *columns;
	const struct trial *trial; /* which ran, and is proved */
};

/*
 * Adds lines of [recon-clean], "total = ..." and "check = ...", that come behind
 * all others; none where no rule can say it.
 */
void draft_checks(struct buf *, const struct draft_checks_rules *);

#endif
