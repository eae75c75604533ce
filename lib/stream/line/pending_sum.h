/*
 * pending_sum: amounts of one side, currency and scale, added up by themselves and
 * counted in a total together.
 *
 * To add a number to a number costs less than to find its sum in a total and
 * to watch for overflow there. It comes to the same: amounts are kept back
 * only while their sum is so far from overflow that what waits cannot bring
 * it there.
 */
#ifndef PENDING_SUM_H
#define PENDING_SUM_H

#include "stream/line/control_total.h"

/* Cleared with {0}; owns nothing. */
struct lump {
	bool open;     /* amounts may wait; else each is counted at once */
	uint64_t n;    /* so many wait, */
	int64_t minor; /* which add up to this */
	int scale;
};

/* Another side, currency or scale follows. */
static inline void
lump_close(struct lump *l)
{
	l->open = false;
}

/*
 * Keeps an amount back for the total. False if it has to be counted with
 * lump_record. Nobody else may add to the total meanwhile.
 */
static inline bool
lump_keep(struct lump *l, struct amount a)
{
	int64_t minor = (int64_t)a.minor, sum;

	if (!l->open || minor != a.minor ||
	    __builtin_add_overflow(l->minor, minor, &sum))
		return false;
	l->minor = sum;
	l->n++;
	return true;
}

/* Counts what waits, then a record; those like it may wait from now on.
 * -1 on overflow by the record, told. */
int lump_record(
    struct lump *, struct total *, const struct record *, struct err *);

/* Counts what waits. */
void lump_count(struct lump *, struct total *);

#endif
