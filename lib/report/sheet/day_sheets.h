/*
 * day_sheets: a day's results as sheets of a workbook: totals, what is open,
 * what is closed. Carried fields are columns: those of the first lines of a
 * sheet; what only a later line has goes into the last one.
 */
#ifndef REPORT_DAY_SHEETS_H
#define REPORT_DAY_SHEETS_H

#include "report/day/day.h"
#include "report/sheet/xlsx.h"
#include "report/words/words.h"

enum {
	DAY_SHEETS_LEARN = 1000,          /* lines that tell the columns */
	DAY_SHEETS_LEARN_BYTES = 1 << 22, /* or so many bytes of them */
	DAY_SHEETS_FIELDS = 100,          /* columns of carried fields */
};

/* Lines of one kind, open or closed. */
struct day_sheet {
	struct xlsx_sheet *sheet; /* the one that is written */
	unsigned sheets;          /* begun */
	uint32_t row;             /* the next one */
	bool learned;             /* the columns are known */
	struct names fields;      /* owned */
	bool has_rest;            /* there is a column for other fields */
	struct buf waiting;       /* owned: lines, each with its LF, that were
				   * not written, */
	size_t n_waiting;         /* so many */
	uint64_t cut;             /* texts that no cell takes */
};

/* Begun with day_sheets_begin. */
struct day_sheets {
	struct xlsx *book; /* owned */
	enum language lang;
	uint32_t most; /* rows of a sheet: XLSX_ROWS, or fewer */
	struct xlsx_sheet *totals;
	struct day_sheet open, closed;
};

/* -1, told, where the file cannot be written. */
int day_sheets_begin(struct day_sheets *, const char *path, int32_t day,
    enum language, struct err *);

void day_sheets_add(struct day_sheets *, const struct result *);

/*
 * Writes the totals of the day, which has got the same results, and lets the
 * file appear. Nothing remains to be freed, whatever the outcome; *sheets tells
 * how many there are of lines, *cut how many texts were too long.
 */
int day_sheets_end(struct day_sheets *, const struct day *, unsigned *sheets,
    uint64_t *cut, struct err *);

void day_sheets_abandon(struct day_sheets *);

#endif
