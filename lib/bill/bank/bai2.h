/*
 * bai2: BAI2 cash management statements (Cash Management Balance Reporting
 * Specifications, version 2) as rows, one a transaction (record 16).
 *
 * Amounts are whole minor units, negative where the type code says debit; a
 * transaction without an amount has none. The direction of a type is in
 * bai2_types.h; one that has none is bad data where it has an amount.
 *
 * Checked on the way, unless told not to: the control totals and counts of
 * accounts (49), groups (98) and the file (99). A group's trailer may leave
 * out one of its two counts, as some banks do: the one it has must then be
 * that of its accounts or of its records.
 */
#ifndef BAI2_H
#define BAI2_H

#include "value/amount.h"
#include "bill/bank/bai2_levels.h"
#include "bill/bank/bai2_records.h"
#include "bill/bank/bai2_types.h"
#include "base/buf.h"

enum bai2_column {
	BAI2_ACCOUNT,
	BAI2_DATE,       /* the group's as-of date */
	BAI2_VALUE_DATE, /* where the funds type gives one */
	BAI2_AMOUNT,     /* signed, in minor units */
	BAI2_CURRENCY,   /* of the account, else of the group, else USD */
	BAI2_MARK,       /* C, D, or empty where the type tells neither */
	BAI2_TYPE,       /* "108" */
	BAI2_FUNDS,      /* 0, 1, 2, S, V, D, Z */
	BAI2_BANK_REFERENCE,
	BAI2_REFERENCE, /* the customer's */
	BAI2_DETAILS,   /* lines separated by LF */
	BAI2_COLUMNS,
};

extern const char *const bai2_columns[BAI2_COLUMNS];

struct bai2 {
	struct bai2_records rec;        /* owned */
	const struct bai2_types *types; /* borrowed */
	uint64_t line; /* of the file, where the record begins */
	struct bai2_levels levels;
	uint64_t files;                                   /* records 01 */
	uint64_t transactions, accounts, heads, trailers; /* lines of them */
	struct buf account, currency, group_currency, date;
	struct buf amount, value_date; /* cells put together */
};

/* in: open, its text UTF-8; moved, the reader owns it. */
void bai2_open(
    struct bai2 *, struct input *in, const struct bai2_types *, bool check);

/*
 * The next transaction: 1 with its cells, which live until the next call,
 * and b->line; 0 at the end, everything checked; -1 with the error and its
 * place told. A cell without a value is empty.
 */
int bai2_next(struct bai2 *b, struct span cells[BAI2_COLUMNS], struct err *);

/* Adds where the lines went, as words. */
void bai2_tell_lines(const struct bai2 *, struct buf *);

void bai2_close(struct bai2 *);

#endif
