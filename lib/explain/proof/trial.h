/*
 * trial: a profile run on a bill to the end, as recon-clean | recon-key would
 * run it, and what comes out. Nothing is written anywhere.
 */
#ifndef TRIAL_H
#define TRIAL_H

#include "base/buf.h"
#include "stream/line/control_total.h"

enum { TRIAL_CURRENCIES = 16 };

struct trial_rules {
	const char *bill;
	const char *entry; /* of a zip archive, where the profile names none */
	uint64_t most;     /* bytes of the bill that are read; 0: all */
	struct span clean; /* lines "key = value", each with its LF, of the
			    * sections of the profile */
	struct span key;

	/* a running balance to check; balance.p NULL: none */
	struct span balance, by; /* columns */
	bool backwards;
	char decimal; /* its decimal mark, or 0 */
};

struct trial_sum {
	char code[CURRENCY_MAX + 1]; /* or "-" */
	uint64_t records;
	struct amount net, in, out; /* out: of what is below zero, which it
				     * is too */
};

struct trial {
	bool ran;         /* to the end; else */
	struct err why;   /* what stopped it */
	bool is_checked;  /* sums of the bill's own, or balances, were
			   * checked */
	uint64_t records; /* that came out */
	uint64_t skipped; /* rows that rules dropped */
	struct trial_sum sums[TRIAL_CURRENCIES];
	size_t n;            /* of sums; 0 too where there are too many */
	uint64_t duplicates; /* records with the key of another */
	uint64_t links;      /* balances that came out, */
	bool broken;         /* and one that did not */
	uint64_t loose;      /* amounts that no balance tells, */
	bool carried;        /* or that one is: see trial_chain.h */
	struct buf balance;  /* owned: the cell of a record that says that
			      * it is a balance; empty for none */
};

/* Fills *t, which the caller frees; a profile that is refused has not run. */
void trial_run(struct trial *t, const struct trial_rules *);
void trial_free(struct trial *);

#endif
