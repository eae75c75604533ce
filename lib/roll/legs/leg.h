/*
 * leg: a record that waits for another day, or came today and may have to.
 *
 * Each open line of a result stream is one leg, or two where both sides are
 * there; what adds up several records is one leg a side. A leg has an id, which
 * it keeps until it closes (leg_id.h).
 */
#ifndef LEG_H
#define LEG_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "roll/legs/leg_id.h"
#include "stream/line/result.h"

struct leg {
	const struct result *line; /* it came in; lives in the legs */
	char side;                 /* 'L' or 'R' */
	bool before;               /* was open before today; or amends */
	bool amends;               /* is of a record that came beside today's
	                            * results: nothing was matched with it, so
	                            * that it closes as if from before, and is
	                            * of today as well */
	bool met;       /* set by close_legs: its currency has legs from
				    * before and of today */
	bool closed;    /* closes today */
	bool ambiguous; /* set by close_legs: is in a sum that may not hold */
	bool has_id, has_count;
	char id[LEG_ID];  /* without a NUL */
	int32_t day;      /* of its DATE; where it has none, first */
	int32_t first;    /* the day it was first seen */
	uint64_t ordinal; /* where it had no id: which of those that are alike
			   * in all that the id is of, from 1 */
	struct span reopened; /* what its reopened= says; no bytes: it has
			       * none */
	uint64_t count; /* records it stands for, where it says so: ln=, rn= */
	struct amount amount;
};

/* The legs of one KEY. Cleared with {0} but for today, released with
 * legs_free. */
struct legs {
	int32_t today;
	int32_t latest; /* FIRST of one from before that does not say it is its
			 * DATE, or this day where that is earlier */
	struct leg *of; /* owned: in the order they were added; the two of a
			 * line are beside each other, the left first */
	size_t n, cap;
	struct leg **order; /* owned: by currency, amount and age, see
			     * legs_arrange */
	size_t order_cap;
	struct arena arena; /* the lines of the KEY */
	struct leg_ids ids;
};

/* Forgets the legs of the KEY before. */
void legs_clear(struct legs *);

/*
 * Adds the legs of an open line, which is copied: from before, or of today.
 * Before come first. -1, ST_DATA without a place, for a line of today that has
 * a field that is for items from before, and for one from before where such a
 * field is not in its form.
 */
int legs_add(struct legs *, const struct result *, bool before, struct err *);

/*
 * To be called after the last was added, and before legs are closed: puts them
 * in order by currency, amount (as a number), age; and gives an ordinal to each
 * that has no id, and to those from before an id. Those of today get theirs by
 * legs_name, if they stay open. Older is what has the earlier DATE; then what
 * was seen first; then what has the smaller amount, so that swapping the sides
 * changes nothing; then what was added first.
 */
void legs_arrange(struct legs *);

/* Gives an id to a leg that has none, but its ordinal. */
void leg_name(struct leg_ids *, struct leg *);

/* Gives ids to those that are still open and have none. */
void legs_name(struct legs *);

/* The largest scale of the amounts of n legs; 0 of none. */
static inline int
leg_scale(struct leg *const *legs, size_t n)
{
	int scale = 0;

	for (size_t i = 0; i < n; i++)
		if (legs[i]->amount.scale > scale)
			scale = legs[i]->amount.scale;
	return scale;
}

/* <0 where a is older than b, of the same legs. */
int leg_age_cmp(const struct leg *a, const struct leg *b);

/* Has its line two legs, which stay together: is it one of class field? */
static inline bool
leg_is_bound(const struct leg *l)
{
	return l->line->class == CLASS_FIELD;
}

/* Does the line have two legs? */
static inline bool
leg_has_other(const struct leg *l)
{
	return l->line->has_left && l->line->has_right;
}

/* The next of the carried fields of a leg: of its line those that are not of
 * the other side, or about the legs themselves. As tsv_next; *rest is the
 * line's carried fields at first. */
bool leg_field_next(const struct leg *, struct span *rest, struct span *field);

/* Is the field, NAME=VALUE, one of them? */
bool leg_has_field(const struct leg *, struct span field);

void legs_free(struct legs *);

#endif
