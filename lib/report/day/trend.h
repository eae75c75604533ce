/*
 * trend: what was open in the evening of each of some days.
 */
#ifndef REPORT_TREND_H
#define REPORT_TREND_H

#include "figures/class_totals.h"
#include "stream/stream_in.h"

enum { TREND_DAYS_MAX = 366 };

struct trend_day {
	bool is_there;
	uint64_t results, open_lines;
	struct class_totals open; /* in the order of currencies */
};

/* Begun with trend_begin, released with trend_free. */
struct trend {
	int32_t first;          /* day, date.h */
	size_t n;               /* days */
	size_t there;           /* so many of them are known */
	struct trend_day *days; /* owned */
};

/* n days, the last of them this one. */
void trend_begin(struct trend *, int32_t last, size_t n);

/*
 * Reads result streams, packed by gzip or not: the files of a pattern, glob(7),
 * in whose path, behind all others, stands the date they are of. Those of days
 * that are not wanted, and of the last day, are passed over unread. -1, told:
 * ST_FAIL for a pattern without a file, a path without a date, and two files of
 * a day; ST_DATA for a stream that is not whole.
 */
int trend_read(struct trend *, const char *pattern, const struct stream_rules *,
    struct err *);

/* The day, where it is one of those before the last; NULL. It is there now, if
 * it was not. */
struct trend_day *trend_day(struct trend *, int32_t day);

/* What is known of the last day; open is copied. */
int trend_last(struct trend *, uint64_t results, uint64_t open_lines,
    const struct class_totals *open, struct err *);

void trend_free(struct trend *);

#endif
