/*
 * book_keys: the keys of each section of a book, and which values they take.
 */
#ifndef BOOK_KEYS_H
#define BOOK_KEYS_H

#include "flow/book/book.h"

/* What a value has to be, as far as a book tells; the flow that is made of it
 * tells the rest. */
enum book_kind {
	BOOK_TEXT,   /* any, but not empty */
	BOOK_WORDS,  /* as those of a command: quotes, names in braces */
	BOOK_VALUE,  /* one word, whatever is in it, names in braces */
	BOOK_NAME,   /* one word as it stands: no quotes, no names in braces */
	BOOK_NUMBER, /* digits, from 1 */
	BOOK_CHOICE, /* one of the words */
	BOOK_TOLERANCE, /* as recon-join(1) has it */
	BOOK_WHAT,      /* summary, each, batch N */
};

struct book_key {
	unsigned parts; /* a bit for each book_part that has it */
	const char *name;
	enum book_kind kind;
	const char *words; /* of a choice */
	bool many;         /* it may stand several times */
};

extern const struct book_key book_keys[]; /* ends with {0} */

/* Is it passed on: are its keys those of recon-flow(5)? */
bool book_is_passed(enum book_part);

/* The key of that section; NULL: it has none of that name. */
const struct book_key *book_key(enum book_part, const char *name);

/* The nearest that the section has, at the distance of a slip; NULL: none. */
const char *book_key_nearest(enum book_part, const char *name);

#endif
