/*
 * fixed_layout: the description of a file whose fields stand at fixed bytes.
 *
 * A file has one or more types of record, each told in one line of text:
 *
 *	ROLE [TEST...][: FIELD, FIELD...]
 *
 * ROLE is "row", a row of the table; "head", whose fields stay for all rows
 * that follow until the next head of that type; "more", whose fields are
 * added to the row before it; "total", whose fields are figures the file
 * tells about itself (stated_figures.h); "skip". TEST is POSITION=BYTES, the bytes of
 * the record from that position on, or NAME=TEXT, a field of a head before
 * it; the first type all of whose tests hold is the record's. FIELD is
 * "NAME FROM-TO" or "NAME WIDTH", which begins where the field before it
 * ended (and the gap between fields, which must be blank); the name "-" is a
 * field nobody wants. Positions are bytes, counted from 1, before decoding:
 * a character of two bytes is two wide.
 */
#ifndef FIXED_LAYOUT_H
#define FIXED_LAYOUT_H

#include "base/err.h"
#include "text/names.h"
#include "base/span.h"

enum {
	FIXED_TYPES_MAX = 90,       /* types of record at most */
	FIXED_LENGTH_MAX = 1 << 20, /* bytes of a record at most */
};

enum fixed_role { FIXED_ROW, FIXED_HEAD, FIXED_MORE, FIXED_TOTAL, FIXED_SKIP };

struct fixed_field {
	size_t from, len; /* bytes, from counted from 0 */
	int column;       /* -1: not wanted; in a total: its name's place */
};

struct fixed_test {
	size_t from;    /* in the record, where column is -1 */
	int column;     /* of a head */
	struct span is; /* owned */
};

struct fixed_record {
	enum fixed_role role;
	struct fixed_test *tests; /* owned */
	size_t n_tests, cap_tests;
	struct fixed_field *fields; /* owned, ascending, no overlap */
	size_t n_fields, cap_fields;
	size_t length; /* bytes of the record, without line end; 0: any */
};

/* Cleared with {0}; gap and length may be set before the first record. */
struct fixed {
	size_t gap;    /* blanks between fields told by width */
	size_t length; /* bytes of every record; 0: where its fields end */
	bool pad;      /* records may lack blanks at their end */
	struct fixed_record *records; /* owned */
	size_t n, cap;
	char **columns; /* owned: every name once, in order */
	size_t n_columns, cap_columns;
	struct names totals; /* the names of figures */
};

/* Adds a type of record. ST_FAIL with what is wrong, not where. */
int fixed_add(struct fixed *, struct span text, struct err *);

/* ST_FAIL unless there is a type that gives rows. */
int fixed_check(const struct fixed *, struct err *);

void fixed_free(struct fixed *);

#endif
