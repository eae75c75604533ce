/*
 * results: a day's results, read to their end into the figures of a page and, where
 * one is wanted, a workbook.
 */
#ifndef REPORT_RESULTS_H
#define REPORT_RESULTS_H

#include "report/day/day.h"
#include "report/sheet/day_sheets.h"
#include "stream/stream_in.h"

/* Begun with a day that is begun, released with results_free. */
struct results {
	struct day day;
	struct day_sheets *sheets; /* borrowed: open, or NULL */
	struct facts_file *read;   /* what is noted of them, borrowed */
	uint64_t lines;
	bool checked; /* they had totals */
};

/* Reads a stream that is open, and closes it, whatever comes of it; the day is
 * sorted then. -1, told. */
int results_read(struct results *, struct stream_in *, struct err *);

struct results_sheets {
	const char *path; /* borrowed, and so on */
	int32_t date;
	enum language lang;
	unsigned n;   /* told: sheets that the lines took */
	uint64_t cut; /* told: texts longer than a cell takes */
};

/* The same into a workbook too, which appears, and is noted. */
int results_read_into_sheets(struct results *, struct stream_in *,
    struct results_sheets *, struct facts *, struct err *);

void results_free(struct results *);

#endif
