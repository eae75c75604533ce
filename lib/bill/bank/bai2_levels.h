/*
 * bai2_levels: what is added up in a BAI2 file for the trailers of accounts
 * (49), groups (98) and the file (99), and compared with them.
 *
 * No error of these tells its place.
 */
#ifndef BAI2_LEVELS_H
#define BAI2_LEVELS_H

#include "bill/bank/bai2_records.h"
#include "value/amount.h"

enum bai2_level_of {
	BAI2_ACCOUNT_LEVEL,
	BAI2_GROUP_LEVEL,
	BAI2_FILE_LEVEL,
	BAI2_LEVELS,
};

struct bai2_level {
	bool open;
	struct amount sum;
	uint64_t parts;   /* accounts of a group, groups of a file */
	uint64_t records; /* physical lines, the trailer too */
};

/* Cleared with {0}, but for check: whether trailers are looked at. */
struct bai2_levels {
	bool check;
	struct bai2_level at[BAI2_LEVELS];
};

/* Reads an amount: whole minor units with or without a sign. */
int bai2_amount(struct span, struct amount *, struct err *);

/* lines: of the record that begins it. -1 where the level below the file is
 * outside of the one above it, or the one before it has no trailer. */
int bai2_levels_begin(
    struct bai2_levels *, int level, uint64_t lines, struct err *);

int bai2_levels_add(
    struct bai2_levels *, int level, struct amount, struct err *);

/* Compares the figures of a trailer, whose type was read from the record, and
 * adds the level to the one above it. */
int bai2_levels_end(
    struct bai2_levels *, int level, struct bai2_records *, struct err *);

#endif
