/*
 * xlsx_rows: a workbook that was written is read again. What the library that
 * writes it could not bring to the disk it does not always tell.
 */
#ifndef REPORT_XLSX_ROWS_H
#define REPORT_XLSX_ROWS_H

#include "io/packed/archive.h"

struct xlsx_rows {
	struct input in;
	bool is_open;
	struct archive *archive;
};

/* It is called name, which is borrowed. -1, told, where it is no archive. To be
 * closed in any case. */
int xlsx_rows_open(
    struct xlsx_rows *, const char *path, const char *name, struct err *);

/* Is all there, and whole, that is no sheet? ST_FAIL where not. */
int xlsx_rows_parts(struct xlsx_rows *, struct err *);

/* Has sheet n, from 1, so many rows, and is it whole? ST_FAIL where not. */
int xlsx_rows_check(struct xlsx_rows *, size_t n, uint64_t rows, struct err *);

void xlsx_rows_close(struct xlsx_rows *);

/* Brings the file to the disk. */
int xlsx_rows_sync(const char *path, struct err *);

#endif
