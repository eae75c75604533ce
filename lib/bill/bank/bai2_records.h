/*
 * bai2_records: the records of a BAI2 file and their fields.
 *
 * A record is a line of fields, ended by a slash, and the continuations (88)
 * behind it. Blanks behind the slash are padding.
 */
#ifndef BAI2_RECORDS_H
#define BAI2_RECORDS_H

#include "base/buf.h"
#include "io/lines.h"

struct bai2_records {
	struct lines lines; /* owned */
	struct span ahead;  /* a line read and not used yet */
	bool has_ahead;
	struct buf text;  /* a record with its continuations, which begin
	                     * with LF */
	struct span rest; /* of text, not read yet */
	uint64_t n_lines; /* the record has */
	uint64_t line;    /* of the file, where it begins */
};

/* in: open, its text UTF-8; moved, the reader owns it. */
void bai2_records_open(struct bai2_records *, struct input *in);

/* The next record: 1, 0 the end, -1. */
int bai2_records_next(struct bai2_records *, struct err *);

/* The next field of the record, empty behind its end; lives until the next
 * record. */
struct span bai2_records_field(struct bai2_records *);

/* Puts name and line of the record before the text. Always -1. */
int bai2_records_err(const struct bai2_records *, struct err *);

void bai2_records_close(struct bai2_records *);

#endif
