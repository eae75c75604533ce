/*
 * bill: the layout of a bill, which lines are what: junk before the header,
 * the header, comments, rows, and the trailer behind them.
 *
 * Everything goes by meaning, not by counting lines: the header is the line
 * whose cells have the names it must have, the body ends at the line that
 * looks like a trailer.
 */
#ifndef BILL_H
#define BILL_H

#include "digest.h"
#include "format.h"
#include "names.h"
#include "pattern.h"
#include "row.h"
#include "split.h"
#include "totals.h"

struct patterns {
	struct pattern *list; /* owned */
	size_t n, cap;
};

/* How a bill is written; filled by the caller, the same for many bills. */
struct layout {
	const char *encoding;
	const char *entry;         /* pattern: of a zip archive; or NULL */
	struct format_rules format; /* unless separated values: the rest but
	                             * expect and allow_empty is not used */
	struct dialect dialect;
	struct names header;       /* the header has all of these; or none:
	                            * the first line is the header */
	struct names names;        /* the bill has no header: the columns */
	struct names expect;       /* columns without which it is refused */
	struct patterns comments;  /* lines that are none */
	struct patterns trailers;  /* the line that ends the body */
	struct total_sources totals; /* where its own figures stand */
	const char *totals_file;   /* has them too; or NULL */
	const char *totals_entry;  /* as entry, for that file */
	bool pad;                  /* missing cells at the end are empty */
	bool cut;                  /* empty cells beyond the header go */
	bool allow_empty;          /* take a bill of no bytes at all */
	bool want_digest;          /* of the bill, unpacked */
};

/* Adds a pattern, compiled. */
int patterns_add(struct patterns *, struct span text, struct err *);

/* Does one of them match? 1, 0, -1 when a match was given up. */
int patterns_match(struct patterns *, struct span line, struct err *);

void layout_free(struct layout *);

struct bill {
	struct layout *layout;  /* borrowed */
	struct input in;        /* owned; with a format only the name of what
	                         * the format owns */
	struct format *format;  /* owned; NULL: separated values, read by */
	struct digest *digest;  /* goes with in; NULL: not wanted */
	struct decode *decode;  /* goes with in */
	struct split split;     /* owned */
	struct names columns;   /* owned: distinct, none is empty */
	struct totals totals;   /* the figures met so far */
	bool nothing;           /* there is not one byte */
	bool headed;            /* the columns are known */
	bool over;              /* the trailer has begun */
	uint64_t preamble;      /* lines before the header, comments too */
	uint64_t header_rows;   /* the header: 0 or 1 */
	uint64_t skipped;       /* comments and blank lines of the body */
	uint64_t body;          /* rows handed out, bad ones too */
	uint64_t trailer;       /* lines from the trailer on */
};

/* name as for input_open, borrowed. */
int bill_open(struct bill *, struct layout *, const char *name,
    struct err *);

/*
 * Reads up to the header, so that b->columns are known. ROW_OK; ROW_END for
 * a bill of no bytes where that is allowed; ROW_BAD as bill_next, then to be
 * called again; ROW_ERROR for a bill without its header too.
 */
enum row_outcome bill_header(struct bill *b, struct row *, struct err *);

/*
 * The next row of the body, with as many cells as there are columns. At the
 * end it is checked that every line was one of the things above.
 */
enum row_outcome bill_next(struct bill *, struct row *, struct err *);

void bill_close(struct bill *);

#endif
