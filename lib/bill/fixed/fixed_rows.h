/*
 * fixed_rows: the rows of a file of fixed width, from the lines a cutter made
 * of it.
 *
 * A row has the fields of its own record, of the heads before it and of the
 * "more" records behind it; a field that several of those tell is joined by
 * LF. Blanks around a field are padding.
 */
#ifndef FIXED_ROWS_H
#define FIXED_ROWS_H

#include "base/buf.h"
#include "bill/fixed/fixed_split.h"
#include "io/encoding/decode.h"
#include "bill/fixed/fixed_layout.h"
#include "io/lines.h"
#include "stream/line/row.h"
#include "bill/rows/stated_figures.h"

/* Records of a type. */
struct fixed_met {
	uint64_t n, first; /* the line of the first */
};

struct fixed_rows {
	struct lines lines;            /* owned */
	struct decode *decode;         /* owned by the lines; or NULL:
				        * nothing is decoded */
	struct stated_figures *totals; /* borrowed: gets the figures; or NULL */
	const struct fixed *f;         /* borrowed */
	struct buf *cells;             /* owned, one a column */
	struct buf *heads;             /* owned, one a column */
	struct span ahead;             /* a line read and not used yet */
	bool has_ahead;
	bool has_row;
	struct fixed_met *met; /* owned, one a type of record */
	uint64_t blank;        /* lines without anything */
	uint64_t bad_lines;    /* that are no record, or do not decode */
	uint64_t text;         /* bytes of the lines read so far */
	uint64_t begun;        /* where the row being read began, by lines */
	uint64_t line;         /* of the file, where the row handed out began */
	struct span bad;       /* after ROW_BAD: the line as it was */
};

/*
 * in: open, with a cutter of f over it and over that decode, which notes bad
 * places, or nothing; moved, the reader owns it.
 */
void fixed_rows_open(struct fixed_rows *, struct input *in,
    const struct fixed *f, struct decode *decode, struct stated_figures *);

/*
 * The next row, its f->n_columns cells, which live until the next call.
 * ROW_BAD is one line that is no record of those told, or does not decode.
 */
enum row_outcome fixed_rows_next(
    struct fixed_rows *, struct span *cells, struct err *);

/* Adds where the lines went: "5 lines: 1 head, 4 row". */
void fixed_rows_tell(const struct fixed_rows *, struct buf *);

/* Adds a note of records that went to a skip without a test. */
void fixed_rows_tell_odd(const struct fixed_rows *, struct names *notes);

void fixed_rows_close(struct fixed_rows *);

#endif
