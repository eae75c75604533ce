/*
 * mt940: SWIFT MT940 customer statements as rows, one an entry (field 61).
 *
 * The layout is that of the SWIFT user handbook, category 9. Banks' habits
 * that are understood: references of any length with "/" in them, a funds
 * code behind the mark, text in :NS: instead of :86:, a missing line "-", a
 * value date of 29 or 30 February in any year (interest calendars have it;
 * read as the last day of that month), blanks where the date of an entry would
 * be, amounts without a decimal mark.
 *
 * A message with a limit (34F) and no balances is an MT942 interim report: its
 * entries are rows too, those that are expected with their marks EC and ED.
 *
 * Checked on the way, unless told not to: opening + entries = closing for
 * every statement and page (60F, 60M, 62F, 62M); that a statement opens with
 * what the one before it of its account and currency closed with; that no page
 * is missing; the counts and sums of an interim report (90C, 90D).
 */
#ifndef MT940_H
#define MT940_H

#include "bill/bank/balance.h"
#include "bill/bank/interim.h"
#include "bill/bank/statement_chain.h"
#include "bill/bank/mt940_fields.h"

/* What lines of a statement are for. */
enum mt940_part {
	MT940_OF_ENTRY,     /* field 61 */
	MT940_OF_DETAILS,   /* 86 behind one */
	MT940_OF_STATEMENT, /* 86 behind none: text about all of it */
	MT940_OF_BALANCE,   /* 60, 62, 64, 65 */
	MT940_OF_TOTAL,     /* 34F, 90C, 90D */
	MT940_OF_HEAD,      /* 20, 21, 25, 28, 13 */
	MT940_PARTS,
};

enum mt940_column {
	MT940_ACCOUNT,   /* field 25 */
	MT940_STATEMENT, /* field 28C, "19321/1" */
	MT940_DATE,      /* of the entry, else of the value */
	MT940_VALUE_DATE,
	MT940_AMOUNT,         /* signed: money in is positive */
	MT940_CURRENCY,       /* of the balances, or the limit */
	MT940_MARK,           /* C, D, RC, RD, EC or ED */
	MT940_TYPE,           /* "NTRF" */
	MT940_REFERENCE,      /* for the account's owner */
	MT940_BANK_REFERENCE, /* behind "//" */
	MT940_SUPPLEMENT,     /* the lines under field 61 */
	MT940_DETAILS,        /* field 86, lines separated by LF */
	MT940_COLUMNS,
};

extern const char *const mt940_columns[MT940_COLUMNS];

struct mt940 {
	struct mt940_fields swift; /* owned */
	bool check;                /* the balances */

	struct buf account, number; /* of the statement being read */
	struct balance balance;
	bool closed;                  /* it has its closing balance */
	struct interim interim;       /* owned: where it is a report */
	struct statement_chain pages; /* how accounts' last pages ended */
	uint64_t messages;            /* read to their end */
	uint64_t went[MT940_PARTS];   /* lines of fields */

	struct buf text;            /* the cells of the entry */
	size_t ends[MT940_COLUMNS]; /* where each ends in text */
	uint64_t line;              /* of the file, where the entry begins */
	bool has_entry;             /* read, not handed out */
	bool has_field;             /* swift's field belongs behind the entry */
};

/* in: open, its text UTF-8; moved, the reader owns it. */
void mt940_open(struct mt940 *, struct input *in, bool check);

/*
 * The next entry: 1 with its cells, which live until the next call, and
 * m->line; 0 at the end, everything checked; -1 with the error and its place
 * told. A cell without a value is empty.
 */
int mt940_next(struct mt940 *m, struct span cells[MT940_COLUMNS], struct err *);

/* Adds where the lines went, as words; those outside of any field, too. */
void mt940_tell_lines(const struct mt940 *, struct buf *);

/* For mt940_next: counts the lines of the field at hand (mt940_lines.c). */
void mt940_count_lines(struct mt940 *);

void mt940_close(struct mt940 *);

#endif
