/*
 * xlsx: a workbook as it is written. It knows libxlsxwriter, and nothing else
 * does; xlsx_absent.c is compiled where that is not there.
 *
 * Rows are written in their order, and what was written takes no memory: it
 * waits in files without a name, in the directory of the workbook.
 */
#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

#include <stdint.h>

#include "base/err.h"
#include "value/amount.h"

enum {
	XLSX_ROWS = 1 << 20, /* of a sheet */
	XLSX_DIGITS = 15,    /* of a number that stays exact */
};

struct xlsx;
struct xlsx_sheet;

/* A workbook that is to appear under this name when it is closed, of this day
 * (date.h). NULL, told, where it cannot be written. */
struct xlsx *xlsx_open(const char *path, int32_t day, struct err *);

/* Adds a sheet, whose name is at most 31 characters long and of no other one.
 * Its first row is a heading that stays in sight. */
struct xlsx_sheet *xlsx_add(struct xlsx *, const char *name);

/* A cell of the heading, n characters wide. */
void xlsx_heading(
    struct xlsx_sheet *, unsigned column, struct span text, unsigned n);

/* A cell; the rows of a sheet go on from one to the next, the columns of a row
 * in any order. Text is never a formula. False for text that is longer than a
 * cell takes, and was cut. */
bool xlsx_text(
    struct xlsx_sheet *, uint32_t row, unsigned column, struct span text);

/* A number with its decimals, or, where it has more digits than a spreadsheet
 * keeps, its text. */
void xlsx_amount(
    struct xlsx_sheet *, uint32_t row, unsigned column, struct amount);

/* A day; one that spreadsheets do not know is text. */
void xlsx_day(struct xlsx_sheet *, uint32_t row, unsigned column, int32_t day);

/* All rows are there: so many with the heading, of so many columns. Lets people
 * filter by each. */
void xlsx_filter(struct xlsx_sheet *, uint32_t rows, unsigned columns);

/* Writes the workbook, reads it to see that all rows are in it, and lets it
 * appear. Frees it, whatever the outcome; on failure nothing appears. */
int xlsx_close(struct xlsx *, struct err *);

/* Throws it away. */
void xlsx_abandon(struct xlsx *);

#endif
