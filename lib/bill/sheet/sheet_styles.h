/*
 * sheet_styles: which cells of a workbook are dates, and which have zeros in
 * front, by their number formats (styles.xml). What else a number format
 * shows, thousands, currencies, few decimals, is left aside.
 */
#ifndef SHEET_STYLES_H
#define SHEET_STYLES_H

#include "bill/sheet/sheet_number.h"
#include "io/input.h"

struct sheet_styles {
	struct sheet_style *list; /* owned: of the cell formats, by number */
	size_t n, cap;
};

/* The style of a number format's code, "yyyy\-mm\-dd" or "000000". */
struct sheet_style sheet_styles_of(struct span code);

/* Reads the part of the package, which is closed. */
int sheet_styles_read(struct sheet_styles *, struct input *, struct err *);

void sheet_styles_free(struct sheet_styles *);

#endif
