/*
 * trial_chain: do the records of a bill, in the order of its rows, give its
 * running balance? The amounts are those of the records, so what is checked is
 * the whole profile.
 */
#ifndef TRIAL_CHAIN_H
#define TRIAL_CHAIN_H

#include "stream/record.h"
#include "value/numeral.h"

enum { TRIAL_CHAIN_GROUPS = 16, TRIAL_CHAIN_NAME = 80 };

struct trial_chain {
	uint64_t links; /* balances that came out, of records that had an
			 * amount */
	bool broken;

	/* private */
	bool backwards; /* the newest row is first */
	struct numeral_form form;
	struct {
		char name[TRIAL_CHAIN_NAME]; /* of the account or currency */
		size_t len;
		bool begun;
		struct amount balance, since;
	} groups[TRIAL_CHAIN_GROUPS];
	size_t n;
};

void trial_chain_init(struct trial_chain *, bool backwards, char decimal);

/* A record carries its balance as "b=", and what tells chains apart as
 * "g=". */
void trial_chain_add(struct trial_chain *, const struct record *);

#endif
