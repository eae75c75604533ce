/*
 * flow_due: values of a schedule's parameters, which may be days counted from
 * the day a run is due.
 *
 *	due - 1 day    due + 2 days    due    wechat
 */
#ifndef FLOW_DUE_H
#define FLOW_DUE_H

#include "base/err.h"

enum { FLOW_DUE_DAYS_MAX = 3650 };

struct flow_due {
	bool is_due;      /* a day, else text */
	int days;         /* to be added to the day a run is due */
	const char *text; /* as it was written; set by the caller */
};

/* ST_FAIL for what begins with the word "due" and is none of these. */
int flow_due_parse(struct flow_due *, struct span, struct err *);

/* The day of a run that is due on that day. ST_DATA beyond the calendar. */
int flow_due_day(
    const struct flow_due *, int32_t due, int32_t *day, struct err *);

#endif
