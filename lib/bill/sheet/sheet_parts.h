/*
 * sheet_parts: the parts of an .xlsx file (ECMA-376, part 2) that one sheet
 * needs, found as its relationships say.
 */
#ifndef SHEET_PARTS_H
#define SHEET_PARTS_H

#include "io/packed/archive.h"

struct sheet_parts {
	struct archive *archive; /* borrowed */
	size_t sheet;            /* entries of it; archive->n: there is none */
	size_t strings, styles;
	bool from_1904; /* days count from 1904 */
	bool reckon;    /* formulas are to be reckoned when it is opened */
};

/* True where the archive says that it is a spreadsheet or the like. */
bool sheet_parts_is(const struct archive *);

/*
 * Finds the sheet of this name or, where no sheet is called so, number, from
 * 1; NULL: the only one that is not hidden. -1, told, the sheets named.
 */
int sheet_parts_find(
    struct sheet_parts *, struct archive *, const char *which, struct err *);

#endif
