/*
 * fixedrow: the rows of a file of fixed width, from the lines a cutter made
 * of it.
 *
 * A row has the fields of its own record, of the heads before it and of the
 * "more" records behind it; a field that several of those tell is joined by
 * LF. Blanks around a field are padding.
 */
#ifndef FIXEDROW_H
#define FIXEDROW_H

#include "buf.h"
#include "cutter.h"
#include "fixed.h"
#include "lines.h"

struct fixedrow {
	struct lines lines; /* owned */
	const struct fixed *f;
	struct buf *cells;  /* owned, one a column */
	struct buf *heads;  /* owned, one a column */
	struct span ahead;  /* a line read and not used yet */
	bool has_ahead;
	bool has_row;
	uint64_t line;      /* of the file, where the row begins */
	uint64_t skipped;   /* records that gave no row and no part of one */
	struct span bad;    /* after FIXEDROW_BAD: the line as it was */
};

enum fixedrow_result {
	FIXEDROW_ERROR = -1, /* the end of it */
	FIXEDROW_END,
	FIXEDROW_ROW,
	FIXEDROW_BAD, /* one line is no record; the next call goes on */
};

/*
 * in: open, with a cutter of f over it and a decoder over that; moved, the
 * reader owns it. f is borrowed.
 */
void fixedrow_open(struct fixedrow *, struct input *in,
    const struct fixed *f);

/*
 * The next row, its f->n_columns cells, which live until the next call. The
 * error of FIXEDROW_BAD and FIXEDROW_ERROR has its place told.
 */
enum fixedrow_result fixedrow_next(struct fixedrow *, struct span *cells,
    struct err *);

void fixedrow_close(struct fixedrow *);

#endif
