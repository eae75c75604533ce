/*
 * guess_sheet: is a file a spreadsheet?
 */
#ifndef GUESS_SHEET_H
#define GUESS_SHEET_H

#include <stdbool.h>

/* Is the file an .xlsx workbook, or a zip archive whose entry, see unzip_cover,
 * is called one? A file that cannot be read is none. */
bool guess_sheet_is(const char *name, const char *entry);

#endif
