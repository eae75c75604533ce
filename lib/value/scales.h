/*
 * scales: decimals that differ from those of the currencies, as --scale gives
 * them.
 */
#ifndef SCALES_H
#define SCALES_H

#include "value/currency.h"

enum { SCALES_MAX = 64 }; /* codes --scale may name */

/* Decimals that differ from the list, as --scale [CODE=]N gives them. */
struct scales {
	int all; /* decimals of every code not named, or -1 */
	size_t n;
	struct scale {
		char code[CURRENCY_MAX + 1];
		int decimals;
	} named[SCALES_MAX];
};

#define SCALES_NONE ((struct scales){ .all = -1 })

/* Reads "N" or "CODE=N", N from 0 to 18, CODE as currency_named has it. False: not of that form. */
bool scales_set(struct scales *, const char *text);

/* What applies to a code: named, else all, else currency_decimals. */
int scales_of(const struct scales *, struct span code);

#endif
