/*
 * clean: bills become one table, recon-clean(1).
 */
#ifndef CLEAN_H
#define CLEAN_H

#include "bill/bill.h"
#include "stream/rejects.h"
#include "clean/rules.h"
#include "bill/seen.h"
#include "bill/source.h"
#include "stream/stream_in.h"

/* Counts of rows in the body of a bill. */
struct clean_counts {
	uint64_t in, out, rejected, skipped;
};

struct clean {
	struct layout layout;     /* filled by the caller */
	struct rules rules;       /* likewise */
	bool quote_said;          /* --quote was given, */
	const char *csv_said;     /* an option for separated values: its name */
	const char *row_max_said; /* the same of one for JSON too */
	struct rejects *rejects;  /* borrowed, open */
	struct stream_out *out;   /* borrowed, open */
	struct seen seen;         /* opened and committed by the caller */
	bool want_source;         /* a last column says where the row is from */
	struct clean_counts counts; /* of the last bill */
	struct names odd;    /* of the last bill: what is to be told of its
			      * lines in any case, */
	struct names went;   /* and, where asked, where they went */
	char encoding[64];   /* of the last bill; empty: not decoded here */
	struct names header; /* the columns that went out */
	bool wrote_header;
	struct source source; /* private */
};

/*
 * Reads the bill and writes its rows. Checks that every row in is a row out,
 * rejected or skipped (by a rule, a comment, blank). -1, place included.
 */
int clean_bill(struct clean *, const char *name, struct err *);

void clean_free(struct clean *);

#endif
