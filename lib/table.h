/*
 * table: reading a table stream, recon-record(5): a line of column names,
 * then rows with as many fields.
 */
#ifndef TABLE_H
#define TABLE_H

#include "stream.h"

struct table_in {
	struct stream_in stream;
	char *header;         /* owned: the line of names, as it stood */
	size_t header_len;    /* bytes */
	uint64_t headers;     /* #recon lines whose names were read */
	struct span *columns; /* owned: names, escaped, into header */
	struct span *fields;  /* owned: the row's fields, escaped, they live
	                       * as the line does */
	size_t n;             /* columns */
	struct span row;      /* the line itself */
	bool take_ragged;     /* set by the caller once open: see below */
};

/*
 * Opens and reads the column names. An input without them is bad data, but
 * one of no bytes, where the rules allow it, and one that is announced and
 * totalled as nothing, is a table without columns; a second table behind the
 * first (cat a b) must have the same names.
 */
int table_open(struct table_in *, const char *name,
    const struct stream_rules *, struct err *);

/*
 * The next row in fields: 1, 0 the end with totals checked, -1 an error.
 * A row with another number of fields is an error, or with take_ragged 2:
 * only row is set then, and the error is the reason alone.
 */
int table_next(struct table_in *, struct err *);

/* The number of the column of that name (both escaped, in whatever way), -1
 * when there is none or, with *twice set, more than one. */
int table_column(const struct table_in *, struct span name, bool *twice);

void table_close(struct table_in *);

#endif
