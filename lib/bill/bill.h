/*
 * bill: which lines of a bill are what: junk before the header, the header,
 * comments, rows, and the trailer behind them.
 *
 * Everything goes by meaning, not by counting lines: the header is the line
 * whose cells have the names it must have, the body ends at the line that
 * looks like a trailer. Where the layout says so, the header may come again,
 * in the body or behind the trailer.
 */
#ifndef BILL_H
#define BILL_H

#include "io/digest.h"
#include "bill/layout.h"
#include "bill/csv/csv.h"
#include "bill/sheet/sheet.h"

enum { BILL_COLUMNS_MAX = 1 << 14 }; /* as many as a spreadsheet may have */

struct bill {
	struct layout *layout;   /* borrowed */
	struct input in;         /* owned; with a format only the name of what
	                         * the format owns */
	struct sheet *sheet;     /* a layer of in; NULL: it is none */
	struct format *format;   /* owned; NULL: separated values, read by */
	struct digest *digest;   /* owned by in; NULL: not wanted */
	struct facts_file *fact; /* what is noted of the file, or NULL */
	const struct decode *decode;  /* goes with what is read; or NULL */
	struct csv split;             /* owned */
	struct names columns;         /* owned: distinct, none is empty */
	struct names before;          /* owned: those of the header before */
	struct stated_figures totals; /* figures the bill stated so far, in this
			       * section */
	bool nothing;                 /* there is not one byte */
	bool headed;                  /* the columns are known */
	bool over;                    /* the trailer has begun */
	bool more;             /* after ROW_END: the header comes again */
	uint64_t header_line;  /* line of the last header; 0: none so far */
	uint64_t preamble;     /* lines before the header, comments too */
	uint64_t header_rows;  /* headers met: several where sections or pages
			   * have one each */
	uint64_t comments;     /* in the body, */
	uint64_t blank;        /* likewise lines without anything, */
	uint64_t again;        /* and headers of pages */
	uint64_t body;         /* rows handed out, bad ones too */
	uint64_t trailer;      /* lines from the trailer on */
	uint64_t trailer_line; /* where the last trailer began */
};

/* name as for input_open, borrowed. */
int bill_open(struct bill *, struct layout *, const char *name, struct err *);

/*
 * Reads up to the header, so that b->columns are known. ROW_OK; ROW_END for
 * a bill of no bytes where that is allowed; ROW_BAD as bill_next, then to be
 * called again; ROW_ERROR for a bill without its header too.
 */
enum row_outcome bill_header(struct bill *b, struct row *, struct err *);

/* Adds the columns of the header before, if there was one, to an error about
 * the columns. */
void bill_before(const struct bill *, struct err *);

/*
 * The next row of the body, with as many cells as there are columns. ROW_END
 * with b->more set: the header comes again, and bill_header is to be called. At
 * the end of the bill every line must have been counted as one of junk, header,
 * comment, row and trailer, else ROW_ERROR.
 */
enum row_outcome bill_next(struct bill *, struct row *, struct err *);

/*
 * The next few rows of the body at once, each with as many cells as there are
 * columns; they live until the next call. Returns how many; 0 says that
 * bill_next is to be called, for a row that is not plain, the end or an error.
 */
size_t bill_rows(struct bill *, struct row **rows);

/* For bill_next: true if the row has all names of the header. */
bool bill_is_header(const struct bill *, const struct row *);

/* For bill_next: 1 if the line behind the trailer is the header again, 0 if
 * not, -1 on an error. The line is not passed, but line is dead afterwards. */
int bill_at_header(struct bill *, struct span line, struct err *);

/* For bill_header and bill_next: ROW_END where a bill without lines is allowed,
 * else ROW_ERROR. */
enum row_outcome bill_empty(const struct bill *, struct err *);

/* For bill_next: passes the line at hand, which stands behind the trailer: 1.
 * 0 at the end, or where a row seems to follow, which is not passed; -1. */
int bill_pass_behind(struct bill *, struct err *);

/* For bill_next: -1, the reason told, for a row that may not stand where it
 * does, behind the trailer. */
int bill_is_behind(const struct bill *, const struct row *, struct err *);

/* Looks for figures on a line that is no row: 1 if there were any, or it is a
 * header of figures; 0; -1. */
int bill_totals_line(
    struct bill *, struct span line, uint64_t number, struct err *);

/* Lines in the body that are no rows. */
static inline uint64_t
bill_skipped(const struct bill *b)
{
	return b->comments + b->blank + b->again;
}

/* Adds where the lines of the bill went, as words: "9 lines: 1 header, 8 rows";
 * nothing for JSON, whose rows are no lines. */
void bill_tell_lines(const struct bill *, struct buf *);

/* Adds a note for each thing in its lines that may be no fault but must not go
 * unsaid. */
void bill_tell_odd(const struct bill *, struct names *notes);

void bill_close(struct bill *);

#endif
