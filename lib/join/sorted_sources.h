/*
 * sorted_sources: record streams in any order become the sorted sources of a
 * group. All of them are read, several at once, and put in order, in memory and
 * then in temporary files, before the first record is handed out.
 */
#ifndef SORTED_SOURCES_H
#define SORTED_SOURCES_H

#include "join/sorted_share.h"
#include "match/key_group.h"
#include "whole/whole.h"

/* Cleared but for what the caller sets, released with sorted_sources_free. */
struct sorted_sources {
	/* set by the caller; all borrowed */
	char *const *names; /* of the inputs, "-" at most once */
	size_t n;
	struct stream_rules rules;
	struct whole *whole;               /* takes the inputs, or NULL */
	struct line_sorter_options sorter; /* memory is that of all together */

	/* told */
	size_t filled; /* inputs that have records */

	/* private */
	struct unsorted_input *inputs; /* owned */
	struct sorted_share *shares;   /* owned */
	size_t n_shares;
	struct line_sorter *sorters; /* owned: a source of the group each */
	size_t n_sorters;
	uint64_t records, digest; /* of all inputs */
};

/*
 * Reads the inputs, compares the totals of each, and makes the group, which the
 * caller closes before these sources are released. -1, told, where the caller
 * has no group: the error is that of the first input that has one, with the
 * worst status of all where a stage before has failed (run_out.h).
 */
int sorted_sources_open(struct sorted_sources *, struct group *, struct err *);

/* All of the group was read: ST_BROKEN where it is not what the inputs had. */
int sorted_sources_check(
    const struct sorted_sources *, const struct group *, struct err *);

void sorted_sources_free(struct sorted_sources *);

#endif
