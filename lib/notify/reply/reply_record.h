/*
 * reply_record: one record of an answer, whichever way it was written.
 */
#ifndef REPLY_RECORD_H
#define REPLY_RECORD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum {
	REPLY_RECORDS_MAX = 1000,
	REPLY_BYTES_MAX = 1 << 20,
	REPLY_ID = 20, /* digits of the id of an item, recon-result(5) */
};

/* The item that was asked about, and who was asked; borrowed. */
struct reply_rules {
	struct span key;        /* as its line has it */
	struct span currency;   /* "-": none */
	int decimals;           /* of its amounts; -1: of its currency */
	const struct span *ids; /* of its legs, which alone may be replaced */
	size_t n_ids;
	bool new_keys; /* records may have another KEY or currency */
	struct span target, event; /* src=, and the first part of reply= */
};

/* Cleared with {0}, released with reply_records_free. */
struct reply_records {
	struct span *lines; /* owned: each without LF, in arena */
	size_t n, cap;
	struct arena arena; /* owned */
};

/* Texts are as a stream has them, escaped; borrowed. */
struct reply_record {
	struct span key, amount, currency, side, date;
	struct span replaces; /* empty: nothing */
	struct span fields;   /* NAME=VALUE, with TABs between */
};

/* Adds a field, escaped, to those of a record; src= is left out, which every
 * record gets anew. ST_DATA where its name is one that records and results keep
 * for themselves. */
int reply_field_add(struct buf *fields, struct span field, struct err *);

/* Adds the line of the record, checked, which is the next of the answer.
 * ST_DATA without a place. */
int reply_record_add(struct reply_records *, const struct reply_rules *,
    const struct reply_record *, struct err *);

#endif
