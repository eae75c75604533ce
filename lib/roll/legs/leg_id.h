/*
 * leg_id: the id of a leg, by which everything outside of recon-roll names it.
 *
 * The first LEG_ID hexadecimal digits of the SHA-256 of
 *
 *	KEY CURRENCY SIDE AMOUNT DATE FIRST ORDINAL
 *
 * with a TAB between, as they were when the leg was first seen. Amendments are
 * counted by themselves, "a1" and so on: their ids do not depend on the day's
 * results.
 */
#ifndef LEG_ID_H
#define LEG_ID_H

#include <stdint.h>

#include "base/buf.h"
#include "io/digest.h"
#include "value/amount.h"
#include "value/time/date.h"

enum { LEG_ID = 20 }; /* bytes of an id */

/* What an id is of; borrowed. */
struct leg_nature {
	struct span key, currency;
	char side;
	struct amount amount;
	int32_t day, first; /* of DATE and FIRST */
	uint64_t ordinal;   /* counts from 1 those that are alike in all
			     * else, in the order of their stream */
	bool amends;        /* it is of an amendment */
};

struct leg_ids_day {
	int32_t day;
	char text[DATE_LEN + 1]; /* empty before the first */
};

/* Cleared with {0}, released with leg_ids_free. */
struct leg_ids {
	struct digest_sum *sum; /* owned; NULL before the first id */
	struct buf text;
	struct leg_ids_day date, first; /* those of the last id */
};

/* Writes an id. */
void leg_ids_make(struct leg_ids *, const struct leg_nature *, char id[LEG_ID]);

/* Is it in the form of an id? */
bool leg_id_is(struct span);

void leg_ids_free(struct leg_ids *);

#endif
