/*
 * sheet: a sheet of an .xlsx spreadsheet (ECMA-376) as separated values.
 *
 * A layer over an input: what comes out is a line a row, its cells separated
 * by commas and quoted as RFC 4180 has it, so that all that is known of
 * separated values holds for sheets too. Row N is line N; a cell may have line
 * ends in it, between quotes (whole_rows in csv.h). Empty cells at a row's end
 * are not written, so a row without any is a blank line.
 *
 * Texts are as they are; numbers, dates and times as sheet_number.h says; TRUE
 * and FALSE. Of a formula it is the value that was stored with it. A row with
 * an error (#N/A), a number that cannot be read, or a formula that no program
 * has reckoned, is a bad row: sheet_bad
 * says why. Hidden rows are rows.
 *
 * The sheet is read as a stream; in memory are a row, and the workbook's
 * shared strings and styles.
 */
#ifndef SHEET_H
#define SHEET_H

#include "io/input.h"

struct sheet;

/*
 * Lays the sheet over in, nothing of which has been read: which is its name or
 * its number, or NULL, see sheet_parts.h. entry chooses the workbook where
 * it is itself in a zip archive. NULL with the error told; in stays open. The
 * sheet dies with the input.
 */
struct sheet *sheet_cover(
    struct input *in, const char *which, const char *entry, struct err *);

/* Is there a bad row among those read and not yet asked for? */
bool sheet_has_bad(const struct sheet *);

/* 0 where the row is good; else -1, and why it is not. Rows are asked for in
 * ascending order. */
int sheet_bad(struct sheet *, uint64_t row, struct err *);

#endif
