/*
 * trial_chain: do the records of a bill, in the order of its rows, give its
 * running balance? The amounts are those of the records, so what is checked is
 * the whole profile.
 */
#ifndef TRIAL_CHAIN_H
#define TRIAL_CHAIN_H

#include "stream/line/record.h"
#include "value/numeral.h"

enum { TRIAL_CHAIN_GROUPS = 16, TRIAL_CHAIN_NAME = 80 };

struct trial_chain {
	uint64_t links; /* balances that came out, of records that had an
			 * amount */
	bool broken;
	uint64_t loose; /* amounts that no balance tells, but the oldest of
			 * each chain: there is none before it */
	bool carried;   /* the oldest of a chain is all of its balance, and
			 * lacks a cell that every other record has: it may be
			 * what was carried over, and no payment */

	/* private */
	bool backwards; /* the newest row is first */
	struct numeral_form form;
	struct {
		char name[TRIAL_CHAIN_NAME]; /* of the account or currency */
		size_t len;
		bool begun;
		struct amount balance, since;
		uint64_t n; /* amounts in since */
		bool seen;
		bool whole;      /* the oldest so far is all of its balance, */
		uint64_t filled; /* and has these cells */
	} groups[TRIAL_CHAIN_GROUPS];
	size_t n;
	uint64_t filled; /* cells that every other record has */
};

void trial_chain_init(struct trial_chain *, bool backwards, char decimal);

/* A record carries its balance as "b=", and what tells chains apart as
 * "g="; filled has a bit for each cell of its row that is not empty. */
void trial_chain_add(
    struct trial_chain *, const struct record *, uint64_t filled);

/* After the last record. */
void trial_chain_end(struct trial_chain *);

#endif
