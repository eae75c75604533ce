/*
 * closing_out: closing balances as a record stream, in order.
 *
 *	ACCOUNT  BALANCE  CURRENCY  SIDE  DATE  [what the opening carried]...
 */
#ifndef CLOSING_OUT_H
#define CLOSING_OUT_H

#include "stream/stream_in.h"
#include "value/time/date.h"

/* Where they go. */
struct closing_place {
	const char *output;  /* a file, or NULL: standard output; borrowed */
	bool plain;          /* without control lines */
	struct facts *facts; /* what is noted of it, or NULL; borrowed */
	int32_t date;        /* DATE of all of them */
};

/* A balance; all is borrowed. */
struct closing {
	struct span account; /* escaped, as KEY is */
	struct span currency;
	char side;
	struct amount amount;
	struct span carried;
};

struct closing_out {
	struct stream_out to;
	char date[DATE_LEN + 1];

	/* private: the lines of an account, each with an LF */
	struct buf lines;
	struct span *parts; /* owned */
	size_t n, cap;
};

/* The stream is created; the struct stays where it is. Released by
 * closing_out_finish or closing_out_abandon. */
int closing_out_create(
    struct closing_out *, const struct closing_place *, struct err *);

/* The next balance; those of an account come one behind the other, accounts in
 * order. -1, ST_DATA, where the sum of all is too large. */
int closing_out_add(struct closing_out *, const struct closing *, struct err *);

/* Those of the account are all there: they are written. */
void closing_out_flush(struct closing_out *);

/* -1: nothing appears. */
int closing_out_finish(struct closing_out *, struct err *);
void closing_out_abandon(struct closing_out *);

#endif
