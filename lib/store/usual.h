/*
 * usual: the counts and sums of a day beside the median of the same weekday in
 * the weeks before.
 */
#ifndef USUAL_H
#define USUAL_H

#include "store/usual_rows.h"
#include "text/table/text_table.h"

/* Fewer lines apart are not unusual, however they relate. */
enum { USUAL_LINES = 10 };

struct usual_wish {
	const char *book;
	const int32_t *date; /* NULL: the last day */
	unsigned days;       /* up to USUAL_DAYS_MAX */
};

struct usual_told {
	struct store_date date;
	unsigned days;    /* that there were to compare with */
	unsigned unusual; /* rows whose lines are */
};

/* Adds the table. ST_FAIL where the day is not loaded. */
int usual_table(struct store *, const struct usual_wish *, struct text_table *,
    struct usual_told *, struct err *);

#endif
