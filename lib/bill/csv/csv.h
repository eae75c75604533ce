/*
 * csv: separated values as rows.
 *
 * Three readers give the same rows. The first takes only plain rows, without
 * quotes; the second any row whose quotes stand at both ends of a cell; both
 * look only at the bytes that scan.h finds. Whatever else a quote may do is
 * left to the third, libcsv (csv_quoted.h). A row ends at LF, CR LF or a lone
 * CR; one whose quotes break the rules ends with its first line. Rows of any
 * length.
 */
#ifndef CSV_H
#define CSV_H

#include "base/buf.h"
#include "bill/rows/cells.h"
#include "io/encoding/decode.h"
#include "base/err.h"
#include "text/scan_cursor.h"
#include "io/input.h"
#include "bill/csv/csv_quoted.h"
#include "stream/line/row.h"

/* What the reader of plain rows compares in a word of four bytes: the last one
 * of a cell, the one or two of the separator, the first one of the next cell. */
struct plain {
	uint32_t want;    /* the separator, and blanks where the cells are */
	uint32_t own;     /* mask: the separator's bytes */
	uint32_t under;   /* 1 in the bytes of the cells, less 1 in all */
	uint32_t trim;    /* their top bits; 0: blanks stay */
	uint32_t sep_len; /* bytes of the separator; 0: no row is plain */
	char delimiter;   /* its first byte */
	char mark;        /* that rows begin with, or NUL */
	int quote;        /* -1: none */

	bool quotes;     /* the rows read last had quotes */
	bool other;      /* csv_plain stopped at a plain row with another
			  * number of cells */
	unsigned misses; /* grows with rows that were not plain */
	unsigned rest;   /* rows that will not be tried as plain ones */
	unsigned others; /* grows with rows of another number of cells */
	unsigned alone;  /* calls of csv_rows that will return 0 */
};

enum { CSV_ROWS = 32 };

struct csv {
	struct input *in;              /* borrowed; its text is UTF-8 */
	struct decode *decode;         /* borrowed; NULL: nothing is checked */
	struct decode_errors *misfits; /* the decoder's */
	struct dialect dialect;        /* its spans are borrowed */
	bool whole_rows; /* set after csv_open: a row is one line, whatever
			  * line ends its cells have, and quotes never break
			  * the rules */
	struct csv_quoted *quoted; /* owned; NULL where quotes are data */
	struct cells strays;       /* the cells of a line whose quotes break the
	                         * rules */
	struct buf marked;         /* owned: delimiter and mark */

	char *room;           /* owned */
	char *buf;            /* in it; ROW_SLACK bytes before it, and
	                         * behind cap, can be read */
	size_t cap, pos, end; /* of room; the next row; of data */
	uint64_t base;        /* offset in the text of buf[0] */
	bool ended;           /* the input is at its end */
	uint64_t line;        /* the number of the line at pos */
	bool unended;         /* the last row had no line end */
	uint64_t lone;        /* rows that ended with a lone CR, */
	uint64_t lone_line;   /* the line of the first one */
	uint64_t rows;        /* handed out or skipped, bad ones too; */
	uint64_t metered;     /* rows counted in the meter */

	struct span *cells; /* owned */
	size_t cells_cap;
	size_t last_pos;         /* where the last row began and */
	uint64_t last_line;      /* its line, for csv_again */
	struct scan_cursor hits; /* in buf */
	struct plain plain;
	struct row some[CSV_ROWS]; /* of csv_rows */
};

/*
 * in is borrowed and open; decode is what decode_cover returned with note,
 * or NULL. The dialect is valid: see row.h.
 */
void csv_open(
    struct csv *, struct input *in, struct decode *, const struct dialect *);

/* The next row; blank ones too. */
enum row_outcome csv_next(struct csv *, struct row *, struct err *);

/*
 * The next few rows at once, all of n cells, none of them blank or bad; they
 * live until the next call of any of these. Returns how many; 0 says that
 * csv_next is to be called.
 */
size_t csv_rows(struct csv *, size_t n, struct row **rows);

/*
 * The line the next row begins on, without reading it as a row: 1, 0 at the
 * end, -1 an error. *bad: it has bytes that did not decode. Lives until the
 * next call of any of these.
 */
int csv_line(struct csv *, struct span *line, bool *bad, struct err *);

/* Moves past a byte order mark at the begin of the next line. -1 on an error. */
int csv_skip_mark(struct csv *, struct err *);

/* Moves past the line csv_line showed. -1 on an error. */
int csv_skip(struct csv *, struct span line, struct err *);

/* The lines passed, each with its line end, and what there is behind the last
 * one. */
uint64_t csv_lines(const struct csv *);

/* True if some rows ended with a lone CR, and others with LF or CR LF. */
bool csv_mixed_ends(const struct csv *);

/* Goes back to before the row csv_next gave last, if nothing was called
 * since. */
void csv_again(struct csv *);

/* The cells of the row given last with empty ones behind them, n in all;
 * they live as the row does. */
struct span *csv_pad(struct csv *, const struct row *, size_t n);

void csv_close(struct csv *);

/* For csv.c: what a walk over the row at pos ended in. */
enum walk {
	WALK_ROW,
	WALK_MORE,  /* the data ends too early to tell: the same again with
	             * more of it */
	WALK_STRAY, /* a quote where none may be */
	WALK_OPEN,  /* a quoted cell that does not end */
};

/* Fills row and moves past it, unless WALK_MORE. */
enum walk csv_walk(struct csv *, struct row *);

/*
 * The row at pos has more bytes than a row may have: if it has several lines a
 * quote that nothing closes takes them, and its first line is a row, a bad one.
 * WALK_MORE where it is one line.
 */
enum walk csv_give_up(struct csv *, struct row *);

/*
 * Reads the plain rows at pos, at most max of them, up to a row that is not
 * plain or, unless want is 0, has not want cells. Returns how many; with 0
 * nothing has moved.
 */
size_t csv_plain(struct csv *, struct row *, size_t max, size_t want);

/* Prepares csv_plain for s->dialect and the separator of cells; the scan of
 * hits is open. */
void csv_plain_open(struct csv *, struct span sep);

/* The row at pos ends at end: its CR or LF, or the end of the data. Moves
 * past it and its line end; has_lines: others may be in it. WALK_MORE where
 * a CR is the last byte known. */
enum walk csv_end_row(
    struct csv *, struct row *, const char *end, bool has_lines);

#endif
