/*
 * show_log_events: the rows of a run's log and what its attempts did, in the order
 * of time.
 */
#ifndef SHOW_LOG_EVENTS_H
#define SHOW_LOG_EVENTS_H

#include "flow/show/show.h"
#include "flow/view/show_view.h"

struct show_log_event {
	struct flow_log_row
	    row; /* its texts are of texts; an attempt has no id */
	size_t order;
};

/* Cleared with {0}, released with show_log_events_free. */
struct show_log_events {
	struct show_log_event *list; /* owned */
	size_t n, cap;
	struct arena texts; /* owned */
};

/* What was not told yet; it counts as told then, but for log.behind, which the
 * caller sets. */
int show_log_events_read(struct show_log_events *, const struct show *,
    const struct show_view *, struct show_log *, struct err *);

void show_log_events_free(struct show_log_events *);

#endif
