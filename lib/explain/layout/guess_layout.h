/*
 * guess_layout: a guess at how a bill is written, from its bytes alone.
 *
 * For recon-clean --explain, which shows the guess and what it gives; no
 * bill is ever read by one.
 */
#ifndef GUESS_LAYOUT_H
#define GUESS_LAYOUT_H

#include "base/buf.h"
#include "explain/layout/guess_cells.h"
#include "explain/layout/guess_json.h"
#include "bill/format.h"
#include "text/names.h"

enum { GUESS_LAYOUT_MAX = 64 << 20 }; /* bytes looked at */

/* What the caller knows better; NULL: nothing. */
struct guess_layout_hints {
	const char *entry; /* pattern: of a zip archive */
	const char *encoding;
	const char *delimiter; /* one byte, in text */
	const char *sheet;     /* name or number: of a spreadsheet */
};

struct guess_layout {
	struct buf text;    /* the bill in UTF-8, as far as looked at */
	bool is_part;       /* it is longer than that */
	const char *packed; /* "gzip", "zip", or NULL */
	const char *encoding;
	const char *doubt;     /* about the encoding; or NULL */
	uint64_t lf, crlf, cr; /* line ends */
	bool unended;          /* the last line has none */

	enum format_kind kind;
	size_t record_length;   /* FORMAT_FIXED */
	struct guess_json json; /* FORMAT_JSON */
	const char *sheet;      /* FORMAT_XLSX: the hint; or NULL */

	/* FORMAT_CSV, and FORMAT_XLSX as lines; counted from 1 */
	struct guess_cells cuts; /* the delimiter and the mark */
	size_t cells;            /* most rows have; at least 1 */
	uint64_t rows;           /* that have so many */
	bool has_header;
	struct names header;       /* its cells, those that are empty too */
	uint64_t header_line;      /* or that of the first row */
	struct span header_text;   /* the line, into text */
	struct span second_header; /* a line behind it that goes on with it,
				    * into text; or empty */
	bool again;                /* it comes again, as on a new page */
	struct span subtotal;      /* a line among the rows that has a total,
				    * into text; or empty */
	bool trailer_is_total;
	uint64_t last_row;     /* the line of the last of them */
	uint64_t trailer_line; /* 0: none */
	struct span trailer;   /* into text */
	bool hashes, rules;    /* lines between that begin with "#", that are
	                        * drawn with - or = */
};

/* Looks at a file; -1 where it cannot be read or nothing is in it. */
int guess_layout_file(struct guess_layout *, const char *name,
    const struct guess_layout_hints *, struct err *);

/* The part of it that finds header, rows and trailer, given the cells. */
void guess_layout_lines(struct guess_layout *);

void guess_layout_free(struct guess_layout *);

#endif
