/*
 * names: a list of column names as options have it, "A,B,C". Blanks around a
 * name go; within a name "\," stands for a comma, "\\" for a backslash, and
 * "\n", "\r", "\t" for these bytes, as a header over two lines has them, and
 * "\xHH" for any other.
 */
#ifndef NAMES_H
#define NAMES_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* Cleared with {0}, released with names_free. */
struct names {
	struct span *list; /* owned, and what each points to */
	size_t n, cap;
};

/* Adds one name, copied. */
void names_add(struct names *, struct span name);

/* Adds the names of a list. ST_FAIL for an empty name. */
int names_parse(struct names *, struct span text, struct err *);

/* The place of name, -1 if it is not there. */
int names_find(const struct names *, struct span name);

/* True if the names are the same but for how many blanks and line ends stand in
 * one place. */
bool names_alike(struct span, struct span);

/* The place of name or, where it is not there, of the first that is alike; -1. */
int names_seek(const struct names *, struct span name);

/* Adds "A, B, C" to b, for a message. */
void names_join(struct buf *b, const struct names *);

void names_free(struct names *);

/* The columns of a bill: what they are called, and what the bill called
 * them, for those that were renamed. */
struct header {
	struct names now, was; /* of the same n */
};

/* The place of a column, by either name (the present one first), as
 * names_seek; -1. */
int header_find(const struct header *, struct span name);

/* As header_find, but a column that is not there is told, with those that
 * are: ST_DATA. */
int header_need(const struct header *, struct span name, struct err *);

/* Adds a column that the bill does not have. */
void header_add(struct header *, struct span name);

/* Gives column i another name. */
void header_rename(struct header *, size_t i, struct span name);

void header_free(struct header *);

#endif
