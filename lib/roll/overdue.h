/*
 * overdue: the open items that are so many days old, of a day that is kept in a
 * state directory, or in a file.
 *
 * Age is counted from DATE, as age= is; an item without one is as old as the
 * day. A listed item has its age= anew and, where business days are counted,
 * workdays= before it.
 */
#ifndef OVERDUE_H
#define OVERDUE_H

#include "base/buf.h"
#include "stream/stream_in.h"

/* Borrowed. */
struct overdue_wish {
	const char *dir;    /* NULL: */
	const char *file;   /* open items there, and: */
	const int32_t *day; /* the evening; NULL, with dir: that of the last day
	                     * that is not stale */
	unsigned days;      /* of this age or above */
	const char *holidays; /* a calendar: count business days; or NULL */
	bool no_total;        /* a file need not have its #total */
	struct stream_rules rules; /* of a file */
	const char *output;        /* NULL: standard output */
	bool plain;
};

struct overdue {
	int32_t day;    /* the evening */
	uint64_t items; /* that were open */
	uint64_t late;  /* and are listed */
};

/* Lists them; notes gets lines for the operator, each with its LF. -1, told, for
 * bad data, a day that is not there, a calendar that cannot be used. */
int overdue_list(struct overdue *, const struct overdue_wish *,
    struct buf *notes, struct err *);

#endif
