/*
 * bai2_types: the direction of BAI2's transaction types.
 *
 * By the specification 100 to 399 are credits and 400 to 699 debits, and of
 * the codes that banks and their customers agree on 920 to 959 are credits
 * and 960 to 999 debits. Others (loans, 700 to 899; status, 900 to 919) have
 * none, until it is said which they have.
 */
#ifndef BAI2_TYPES_H
#define BAI2_TYPES_H

#include "base/err.h"

enum { BAI2_TYPES = 1000 };

/* Cleared with {0}. */
struct bai2_types {
	char said[BAI2_TYPES]; /* 'C', 'D', or 0 where nothing was said */
	bool any;              /* something was */
};

/*
 * Takes "720, 740-745" as types of this direction, 'C' or 'D'. ST_FAIL where
 * that is no such list, or one of them was said to have the other direction,
 * or has it by the specification.
 */
int bai2_types_say(
    struct bai2_types *, char direction, const char *list, struct err *);

/* 'C', 'D', or 0 where it is not known. */
char bai2_types_of(const struct bai2_types *, struct span type);

#endif
