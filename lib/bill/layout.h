/*
 * layout: how a bill is written, the same for many bills. Filled by the
 * caller.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "bill/format.h"
#include "text/names.h"
#include "text/pattern.h"
#include "stream/facts.h"
#include "stream/line/row.h"
#include "bill/rows/stated_figures.h"

struct patterns {
	struct pattern *list; /* owned */
	size_t n, cap;
};

/* What begins at a later line that has the names of the header. */
enum header_again {
	AGAIN_ROW,     /* nothing: it is a row */
	AGAIN_PAGE,    /* more rows of the bill */
	AGAIN_SECTION, /* a section with figures of its own */
};

/* What a line behind the trailer is that has as many cells as the header, and
 * that no other rule takes. */
enum after_trailer {
	AFTER_ERROR,  /* a bad row */
	AFTER_ROWS,   /* a row */
	AFTER_IGNORE, /* part of the trailer, as all other lines there */
};

struct layout {
	const char *encoding;
	const char *entry;       /* pattern: of a zip archive; or NULL */
	struct names entries;    /* several patterns, a bill each */
	const char *all_entries; /* pattern: every entry is a bill; or NULL */
	struct format_rules format; /* unless separated values: the rest but
	                             * expect and allow_empty is not used */
	struct dialect dialect;
	struct names header;         /* the header has all of these; or none:
	                            * the first line is the header */
	enum header_again again;     /* not AGAIN_ROW: header is not empty */
	struct names names;          /* the bill has no header: the columns */
	struct names expect;         /* columns without which it is refused */
	struct names unexpected;     /* columns with which it is refused */
	struct patterns comments;    /* a line that matches is a comment */
	struct patterns trailers;    /* the line that ends the body */
	enum after_trailer after;    /* what may follow it */
	struct total_sources totals; /* where the bill states figures about
				      * itself */
	const char *totals_file;     /* a file with more of its figures; or
				      * NULL */
	const char *totals_entry;    /* as entry, for that file */
	bool pad;                    /* missing cells at the end are empty */
	bool cut;                    /* empty cells beyond the header go */
	bool allow_empty;            /* take a bill of no bytes at all */
	bool want_digest;            /* of the bill, unpacked */
	struct facts *facts;         /* borrowed: where files are noted, or
				      * NULL */
	uint64_t most;               /* bytes of it, unpacked, that are read;
				      * 0: all */
};

/* Adds a pattern, compiled. */
int patterns_add(struct patterns *, struct span text, struct err *);

/* 1 if one of the patterns matches, 0 if none does, -1 when a match was given
 * up. */
int patterns_match(struct patterns *, struct span line, struct err *);

/* What is the same for every sheet: how its cells are separated, that empty
 * ones at the end of a row may be missing or more. */
void layout_of_sheet(struct layout *);

void layout_free(struct layout *);

#endif
