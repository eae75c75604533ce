/*
 * mt940_entry: the statement line of MT940, field 61, taken apart.
 *
 *	6!n[4!n]2a[1!a]15d1!a3!c16x[//16x] and lines of text under it:
 *	value date, date of entry, mark, funds code, amount, type, reference,
 *	the bank's reference
 *
 * Blanks may stand for the date of entry, and before the amount, which may
 * lack its decimal mark. EC and ED mark what is expected.
 */
#ifndef MT940_ENTRY_H
#define MT940_ENTRY_H

#include "bill/bank/balance.h"
#include "base/err.h"
#include "base/span.h"

/* Spans point into the field. */
struct mt940_entry {
	int32_t value_date;   /* a day, see date.h */
	int32_t date;         /* of the entry; the value date if it has none */
	bool reversal;        /* RC or RD */
	bool expected;        /* EC or ED: not booked */
	struct amount amount; /* signed: money in is positive */
	struct span mark, type, reference, bank_reference, supplement;
};

/* -1 with an error that says what is wrong but not where. */
int mt940_entry_parse(struct span field, struct mt940_entry *, struct err *);

/* YYMMDD: 80 to 99 are 19YY, as SWIFT has it. */
bool mt940_entry_date(struct span, int32_t *day);

#endif
