/*
 * csv_quoted: one row with quotes in it, read by libcsv. The one module that
 * knows libcsv's csv.h.
 *
 * Strict, as RFC 4180 has it, but that blanks around the quotes are allowed:
 * a cell whose first byte is a quote ends at the next quote that is not
 * doubled, and nothing but blanks may follow it; any other quote is an
 * error. Delimiter and line ends within quotes are data.
 */
#ifndef CSV_QUOTED_H
#define CSV_QUOTED_H

#include "stream/line/row.h"

struct csv_quoted;

/* The delimiter has to be one byte. */
struct csv_quoted *csv_quoted_open(const struct dialect *);

enum csv_quoted_outcome {
	CSV_QUOTED_ROW,
	CSV_QUOTED_MORE,  /* the row is not whole: call again with more */
	CSV_QUOTED_STRAY, /* a quote where none may be */
	CSV_QUOTED_OPEN,  /* the bytes end within quotes */
};

/*
 * Reads the row at the beginning of s; with ended, nothing follows s.
 * *used is the number of bytes up to the end of the line the row or the
 * error is on, the CR or LF not counted. On CSV_QUOTED_ROW the cells are
 * those of csv_quoted_cells, until the next call.
 */
enum csv_quoted_outcome csv_quoted_read(
    struct csv_quoted *, struct span s, bool ended, size_t *used);

struct span *csv_quoted_cells(struct csv_quoted *, size_t *n);

void csv_quoted_close(struct csv_quoted *);

#endif
