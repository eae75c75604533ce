/*
 * sheet_cells: the XML of a sheet (worksheets/sheet1.xml) as lines, for sheet.
 * Rows and cells tell their places or follow one another; what is out of order
 * ends the sheet with an error.
 */
#ifndef SHEET_CELLS_H
#define SHEET_CELLS_H

#include "bill/sheet/sheet_bad_rows.h"
#include "bill/sheet/sheet_strings.h"
#include "bill/sheet/sheet_styles.h"
#include "io/xml/sax.h"

enum sheet_type { /* of cells */
	SHEET_NUMBER,
	SHEET_SHARED,
	SHEET_STRING, /* of a formula, or inline */
	SHEET_BOOLEAN,
	SHEET_FAULT,
	SHEET_ISO_DATE,
};

/* Cleared with {0}; strings, styles, from_1904, reckon and name are set before the
 * first call. */
struct sheet_cells {
	struct sheet_strings strings; /* owned */
	struct sheet_styles styles;   /* owned */
	bool from_1904;
	bool reckon;      /* see sheet_parts.h */
	const char *name; /* borrowed: for messages */

	struct buf out;            /* owned: lines */
	struct sheet_bad_rows bad; /* owned */

	struct sax *sax;
	bool in_data, in_row, in_cell; /* in sheetData, row, c */
	bool aloud;                    /* in rPh */
	bool wanted;                   /* text goes to the value */
	bool formula, valued;          /* the cell has a formula, a value */
	uint64_t row;                  /* the last that began, 0: none */
	uint64_t column;               /* the last cell's in the row, 0: none */
	uint64_t written;              /* columns of the row on the line */
	struct buf value;              /* owned: the cell's */
	struct buf text;               /* owned: what it becomes */
	enum sheet_type type;          /* of the cell */
	struct sheet_style style;
};

extern const struct sax_calls sheet_cells_calls;

/* Between its files: the cell is over, and goes to the line
 * (sheet_cell_text.c). */
void sheet_cells_end_cell(struct sheet_cells *);

void sheet_cells_free(struct sheet_cells *);

#endif
