/*
 * table_in: reading a table stream, recon-record(5): a line of column names,
 * then rows with as many fields.
 */
#ifndef TABLE_IN_H
#define TABLE_IN_H

#include "stream/stream_in.h"
#include "stream/line/row_scan.h"

struct table_in {
	struct stream_in stream;
	char *header;            /* owned: the line of names, as it stood */
	size_t header_len;       /* bytes */
	uint64_t headers;        /* #recon lines whose names were read */
	struct span *columns;    /* owned: names, escaped, into header */
	struct span *fields;     /* owned: the row's fields, escaped, they live
	                       * as the line does */
	size_t n;                /* columns */
	struct span row;         /* the line itself */
	bool slack;              /* ROW_SLACK bytes behind each field can be
				 * read */
	bool clean;              /* no field holds a byte below 0x20, a
				 * backslash, 0x7f or a "|"; only set with
				 * slack, false where that was not looked for */
	struct line_batch taken; /* private: rows that were taken where they lay
				  * ready, and are not in the digest yet */
	bool take_ragged;        /* set by the caller once open: see below */
	struct stretch stretch;  /* private: where most rows are found */
};

/*
 * Opens and reads the column names. An input without them is bad data, but
 * one of no bytes, where the rules allow it, and one that is announced and
 * totalled as nothing, is a table without columns; a second table behind the
 * first (cat a b) must have the same names.
 */
int table_open(struct table_in *, const char *name, const struct stream_rules *,
    struct err *);

/* The same of a stream that was opened as a table, and is moved there; closed in
 * any case, by table_close or on failure. */
int table_over(struct table_in *, struct stream_in *, struct err *);

/* Brings the digest of the stream up to the rows taken so far. */
void table_count_taken(struct table_in *);

/* The quick half of table_next: true with the next row in fields if it was
 * found whole in the buffer, as nearly all are. */
static inline bool
table_ready(struct table_in *t)
{
	struct span ahead = lines_ahead(&t->stream.lines);
	struct stretch_row row;

	t->slack = stretch_next(&t->stretch, ahead, t->fields, t->n, &row);
	t->clean = t->slack && row.clean;
	if (!t->slack)
		return false;
	t->row = (struct span){ ahead.p, row.len };
	if (t->taken.n == LINE_BATCH_MAX)
		table_count_taken(t);
	line_batch_add(&t->taken, row.len);
	lines_take(&t->stream.lines, row.len);
	t->stream.read.records++;
	return true;
}

/* For a caller that finds the next rows of the stretch itself, at most
 * LINE_BATCH_MAX: where the length of each is put, without its LF, before
 * table_took. */
static inline size_t *
table_lens(struct table_in *t)
{
	table_count_taken(t);
	return t->taken.len;
}

/* Takes the first n of them, so many bytes with their LFs. */
static inline void
table_took(struct table_in *t, size_t n, size_t bytes)
{
	lines_take_many(&t->stream.lines, n, bytes);
	t->stream.read.records += n;
	t->taken.n = n;
	t->taken.bytes = bytes;
	t->stretch.i += n * t->n;
}

/*
 * The next row in fields; at the end totals are checked. A row with another
 * number of fields is an error or, with take_ragged, ROW_BAD: only row is then
 * set, and the error is the reason without the place.
 */
enum row_outcome table_next(struct table_in *, struct err *);

/* The number of the column of that name, however the two are escaped. -1 when
 * there is none or, with *twice set, more than one. */
int table_column(const struct table_in *, struct span name, bool *twice);

void table_close(struct table_in *);

#endif
