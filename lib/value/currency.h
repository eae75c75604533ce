/*
 * currency: ISO 4217 codes with their decimals.
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

#endif
