/*
 * book_value: which values the keys of a book take.
 */
#ifndef BOOK_VALUE_H
#define BOOK_VALUE_H

#include "sections/sections.h"

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
	BOOK_PASSED,    /* passed on: what the flow makes of it */
};

/* ST_FAIL where the value is none that the key takes. */
int book_value_check(
    const struct sections_key *, const struct sections_entry *, struct err *);

#endif
