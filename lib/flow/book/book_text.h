/*
 * book_text: the text of a flow while it is written, each line with what of the
 * book it is made of.
 */
#ifndef BOOK_TEXT_H
#define BOOK_TEXT_H

#include "flow/book/book.h"

/* Of one line of the flow. */
struct book_origin {
	uint64_t line;   /* of the book; 0: of none of its lines */
	const char *key; /* borrowed from the book; NULL: as in the flow */
};

/* Cleared with {0}, released with book_text_free. */
struct book_text {
	struct buf text;
	struct book_origin *of; /* owned: of each line */
	size_t n, cap;
};

/* Ends the line that was added to text, which is of this section and, unless it
 * is NULL, of this entry; both may be NULL. */
void book_line_end(struct book_text *, const struct sections_section *,
    const struct sections_entry *);

/* A line like this, of the section. */
void book_line(struct book_text *, const struct sections_section *,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* "KEY = VALUE" of an entry, which may be NULL: then this value, or, where that
 * is NULL too, nothing. */
void book_key_line(struct book_text *, const struct sections_section *,
    const char *key, const char *otherwise);

/* The section as it stands, if it is there. */
void book_pass(struct book_text *, const struct sections_section *);

void book_text_free(struct book_text *);

#endif
