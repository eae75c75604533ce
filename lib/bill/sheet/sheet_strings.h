/*
 * sheet_strings: the shared strings of a workbook (sharedStrings.xml). All of
 * them are held in memory, for any cell may name any of them.
 *
 * Runs of a text are put together, how it is read aloud (rPh) is left out,
 * and characters written as _x000D_ are those characters.
 */
#ifndef SHEET_STRINGS_H
#define SHEET_STRINGS_H

#include "base/buf.h"
#include "io/input.h"

struct sheet_strings {
	struct buf text; /* owned: one behind the other */
	size_t *ends;    /* owned: where each ends */
	size_t n, cap;
};

/* Reads the part of the package, which is closed. */
int sheet_strings_read(struct sheet_strings *, struct input *, struct err *);

/* The string of a number as it stands in a cell; false if there is none. */
bool sheet_strings_get(
    const struct sheet_strings *, struct span number, struct span *);

/* Makes _xHHHH_ in the text from byte from on the character it is. */
void sheet_strings_unescape(struct buf *, size_t from);

void sheet_strings_free(struct sheet_strings *);

#endif
