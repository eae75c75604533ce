/*
 * source: where a row came from, as a cell of its own: "FILE:LINE".
 *
 * FILE is the operand as it was given ("stdin" for standard input, with the
 * entry behind it for a zip archive): what messages say too. LINE is the line
 * of the file on which the row begins, counted from 1.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "base/buf.h"

#define SOURCE_COLUMN "src"

/* Cleared with {0}, released with source_free. */
struct source {
	struct buf text;
	size_t prefix; /* bytes of "FILE:" */
	bool odd;      /* FILE has a byte that tables escape */
};

/* The rows that follow are from the file of this name. Bytes in it that are
 * no UTF-8 are written as U+FFFD: streams are text. */
void source_begin(struct source *, const char *name);

/* The cell of a row, with ROW_SLACK bytes behind it; it lives until the next
 * call. Line 0, where it is not known, is left out with its colon. */
struct span source_cell(struct source *, uint64_t line);

void source_free(struct source *);

#endif
