/*
 * sum_kinds: what sums are looked for among, put together by side, amount,
 * day and whether they are fresh: what is of one kind is alike.
 */
#ifndef SUM_KINDS_H
#define SUM_KINDS_H

#include "value/amount.h"

#define SUM_NO_DAY INT32_MIN

enum sum_state {
	SUM_OPEN,      /* in no sum */
	SUM_TAKEN,     /* in one of those found */
	SUM_AMBIGUOUS, /* in one that may not hold */
};

struct sum_item {
	int128 minor; /* all items at one scale */
	int32_t day;  /* of its DATE; SUM_NO_DAY for none */
	bool is_left;
	bool is_fresh; /* in no sum with a fresh one of the other side */
	size_t rank;   /* its place in the stream */
	enum sum_state state;
};

struct sum_kind {
	size_t first, n; /* of the items */
	size_t needed;   /* by the sums found, until that is more than n */
	size_t taken;
	bool scarce;    /* more are needed than there are */
	bool ambiguous; /* in a sum with a scarce kind */
	bool is_whole;  /* of a sum found */
};

/* Cleared with {0}, released with sum_kinds_free. */
struct sum_kinds {
	struct sum_item *items; /* borrowed */
	struct sum_kind *of;    /* owned: in order of amount, day */
	size_t n, cap;
};

/* Makes kinds of n items, which are put in their order and made open. */
void sum_kinds_make(struct sum_kinds *, struct sum_item *items, size_t n);

/* One item of a kind. */
static inline const struct sum_item *
sum_kinds_item(const struct sum_kinds *k, size_t kind)
{
	return &k->items[k->of[kind].first];
}

/* The next item of a kind, which has one, is taken: its rank. */
size_t sum_kinds_take(struct sum_kinds *, size_t kind);

/* What is not taken of ambiguous kinds is ambiguous. */
void sum_kinds_mark(struct sum_kinds *);

void sum_kinds_free(struct sum_kinds *);

#endif
