/*
 * once_line: a record as a line that sorts by what the record is known by, then
 * by all it says but for src, then by where it was read:
 *
 *	SIDE TAB ID... \1 CONTENT \1 OPERAND AT SRC \1 NUMBER
 *
 * ID is the values of the fields that identify a record, CONTENT the record
 * without its src=, which began at byte AT. No byte below TAB is in a record.
 */
#ifndef ONCE_LINE_H
#define ONCE_LINE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "stream/line/record.h"
#include "text/names.h"

/* Such a line, read again: spans point into it. */
struct once_line {
	struct span id, content;
	struct span src; /* "src=..."; NULL: the record has none */
	size_t at;       /* of the TAB before it, in the record */
	size_t operand;
	uint64_t number; /* of the record's line there */
};

/* Adds the line of a record. ST_DATA, without its place, where the record lacks
 * a field or carries one twice. */
int once_line_make(struct buf *, const struct names *id, const struct record *,
    size_t operand, uint64_t number, struct err *);

void once_line_read(struct once_line *, struct span line);

/* Adds the record, as it was. */
void once_line_restore(struct buf *, const struct once_line *);

#endif
