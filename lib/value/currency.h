/*
 * currency: ISO 4217 codes with their decimals, and the signs people write.
 *
 * The table is ISO 4217 list one as published 2026-01-01 by SIX, the
 * maintenance agency. A code that is not in it has CURRENCY_DECIMALS, and so
 * have the codes for which the list says "N.A." (gold, the SDR, tests).
 */
#ifndef CURRENCY_H
#define CURRENCY_H

#include "base/span.h"

enum {
	CURRENCY_MAX = 12,     /* bytes of a code */
	CURRENCY_DECIMALS = 2, /* of an unknown currency */
	CURRENCY_SCALES = 64,  /* codes --scale may name */
};

/* The same code? Most are of a length that the compiler knows. */
static inline bool
currency_eq(struct span a, struct span b)
{
	return a.len == b.len &&
	    (a.len == 3 ? !memcmp(a.p, b.p, 3) : !memcmp(a.p, b.p, a.len));
}

/* A code: 2 to CURRENCY_MAX of A-Z and 0-9, in the list or not. */
bool currency_is_code(struct span);

/* The decimals of the minor unit: JPY 0, CNY 2, KWD 3, CLF 4. */
int currency_decimals(struct span code);

/* True for a current code of the list, in upper case. */
bool currency_is_iso(struct span code);

/*
 * The length of the longest currency sign ("$", "US$", "kr", "元", "zł")
 * that s begins with, 0 for none. *codes is then a list of the codes it may
 * stand for, separated by blanks, or NULL where it says too little to tell.
 */
size_t currency_sign(struct span s, const char **codes);

/*
 * The code that a word stands for which is none itself, but the sign of one
 * currency alone: CNY for RMB, MYR for RM, EUR for the euro sign. Other words
 * are returned as they are.
 */
struct span currency_named(struct span word);

/* Decimals that differ from the list, as --scale [CODE=]N gives them. */
struct scales {
	int all; /* decimals of every code not named, or -1 */
	size_t n;
	struct scale {
		char code[CURRENCY_MAX + 1];
		int decimals;
	} named[CURRENCY_SCALES];
};

#define SCALES_NONE ((struct scales){ .all = -1 })

/* Reads "N" or "CODE=N", N from 0 to 18, CODE as currency_named has it. False: not of that form. */
bool scales_set(struct scales *, const char *text);

/* What applies to a code: named, else all, else currency_decimals. */
int scales_of(const struct scales *, struct span code);

#endif
