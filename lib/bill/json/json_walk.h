/*
 * json_walk: the values of a document, told one after another, as rows: which
 * are in a row, and which of them are cells.
 *
 * A column outside of the rows has to come before them: what it is for a row is
 * what was met last in the object or array that holds both.
 */
#ifndef JSON_WALK_H
#define JSON_WALK_H

#include "base/buf.h"
#include "base/err.h"
#include "bill/json/json_layout.h"
#include "bill/json/json_members.h"
#include "bill/json/json_queue.h"

enum { JSON_DEPTH_MAX = 128 }; /* objects and arrays within one another */

/* An object or array that is open. */
struct json_frame {
	bool object;
	bool on_path;   /* it lies on the way to the rows */
	bool hit;       /* the member that comes is on it too */
	bool met;       /* such a member was there */
	uint64_t rows;  /* there were before it */
	uint64_t next;  /* the number of an array's next element */
	size_t names;   /* where those of its members begin */
	struct buf key; /* of the member that comes; owned by the walk */
};

struct json_walk {
	const struct json_layout *layout; /* borrowed */
	struct stated_figures *stated;    /* borrowed: where figures go; set by
					   * the caller, or NULL */
	struct json_pointer auto_rows;    /* owned: every element of an array */
	const struct json_pointer *rows;  /* of this document */
	uint64_t line;                    /* where the value told stands */

	struct json_frame *frames; /* owned, JSON_DEPTH_MAX */
	size_t depth;
	bool in_row;
	size_t row_depth; /* of the row, where in_row */
	uint64_t line_of_row;
	bool *live; /* owned: by level and column, may it be in there? */
	size_t levels;
	bool *outer; /* owned: the same for those outside of rows, by depth */
	size_t *common; /* owned: names a column's pointer and that of the
			 * rows begin with */
	size_t outer_levels;
	struct json_members members; /* owned: of the objects in a row */

	struct buf *cells; /* owned: of the row, a column each */
	bool *has, *found; /* owned: in this row; in any */
	struct buf why;    /* owned: of the row; empty: it is good */
	bool met;          /* what has the rows was met in this document */
	uint64_t lacks;    /* line of a document that has none; 0: none */
	uint64_t documents;
	uint64_t n_rows;

	struct json_queue made; /* owned: rows not taken yet */
};

void json_walk_open(struct json_walk *, const struct json_layout *);

/* A value that is no container. type: '"' a text, '0' a number, 'b' true or
 * false, 'n' null, whose text is empty. -1, told but for the place, where a
 * column outside of the rows comes behind them or is none. */
int json_walk_scalar(
    struct json_walk *, char type, struct span text, struct err *);

/* -1, told but for the place, where too many are open, or a column outside of
 * the rows is one. */
int json_walk_begin(struct json_walk *, bool object, struct err *);

/* -1, told but for the place, where a name on the way to the rows is there
 * twice. */
int json_walk_key(struct json_walk *, struct span name, struct err *);
void json_walk_end(struct json_walk *);

/* Takes a row that is complete: 1, its line, cells and, where it is bad, why;
 * 0 where there is none. They live until the next value is told. */
int json_walk_take(
    struct json_walk *, uint64_t *line, struct span *cells, struct span *why);

/* At the end of the text: -1, told, and its line (0: of none), where a document
 * had no place for rows or a column was nowhere. */
int json_walk_check(const struct json_walk *, uint64_t *line, struct err *);

void json_walk_free(struct json_walk *);

/* Between its files: the values of a row (json_row.c), and those outside of the
 * rows (json_outer.c). */

/* Is the value that comes a member of that name, or element of that number? */
bool json_walk_fits(const struct json_frame *, const struct json_name *);

/* The row is bad, for its first reason: an excerpt of something, and words. */
void json_walk_bad(struct json_walk *, const char *what, struct span of);

/* Is it a number of a column that is not as it is written, but has an exponent?
 */
bool json_walk_has_exponent(char type, struct span);

/* A cell gets a value, or loses what it has. */
void json_walk_put(
    struct json_walk *, size_t column, char type, struct span text);
void json_walk_clear(struct json_walk *, size_t column);

/* A row begins; it is over, and kept until it is taken. */
void json_row_begin(struct json_walk *);
void json_row_end(struct json_walk *);

/* A value within a row, or the row itself; type 0: an object or array, in which
 * columns may be. */
void json_row_value(struct json_walk *, char type, struct span text);

/* The same outside of the rows; -1, told but for the place. */
int json_outer_value(
    struct json_walk *, char type, struct span text, struct err *);

/* A value outside of the rows may be a figure of the bill; -1, told but for the
 * place, for one that is there twice. */
int json_outer_figure(struct json_walk *, struct span text, struct err *);

/* An object or array on the way to the rows begins: what was met in the one
 * before it is not for its rows. */
void json_outer_forget(struct json_walk *);

#endif
