/*
 * leg_id: the id of a leg, by which everything outside of recon-roll names it.
 *
 * The first LEG_ID hexadecimal digits of the SHA-256 of
 *
 *	KEY CURRENCY SIDE AMOUNT DATE FIRST ORDINAL
 *
 * with a TAB between, as they were when the leg was first seen.
 */
#ifndef LEG_ID_H
#define LEG_ID_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "io/digest.h"
#include "value/date.h"

enum { LEG_ID = 20 }; /* bytes of an id */

struct leg;

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

/* Gives the leg, which has its ordinal, an id. -1 where OpenSSL cannot. */
int leg_ids_give(struct leg_ids *, struct leg *, struct err *);

/* Is it in the form of an id? */
bool leg_id_is(struct span);

void leg_ids_free(struct leg_ids *);

#endif
