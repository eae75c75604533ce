/*
 * open_runs: the runs of a target that are not finished, and what the log says of
 * their events: two bits each, and what was tried.
 */
#ifndef OPEN_RUNS_H
#define OPEN_RUNS_H

#include "base/err.h"
#include "outbox/files/outcome.h"
#include "outbox/files/outcome_log.h"

enum event_state {
	EVENT_LEFT,
	EVENT_OK,
	EVENT_DEAD,
	EVENT_FORGOTTEN,
};

/* Of an event that was tried or is to be tried again. */
struct event_tried {
	int64_t due_s; /* since 1970; 0: now */
	uint32_t tries;
};

struct open_run {
	uint64_t run;              /* its number */
	char *path;                /* owned: of its events */
	uint32_t n, left, dead;    /* events */
	size_t cap;                /* room for marks */
	unsigned char *states;     /* owned: four events a byte */
	uint32_t *marks;           /* owned: the first bytes of each id, for as
				    * long as the log is read; else NULL */
	struct event_tried *tried; /* owned, n of them; NULL: none was tried */
	uint64_t *told;     /* owned, n of them: where the last line about
				    * each stands in the log, + 1; or NULL */
	uint64_t log_bytes; /* of lines about it */
};

/* Cleared by open_runs_read. */
struct open_runs {
	struct open_run *runs; /* owned, in the order of their numbers */
	size_t n, cap;
	uint64_t left, dead; /* events of all */
	bool wants_told;
};

/* Reads the events of the folder and checks them: ST_DATA where a file was cut
 * or changed. */
int open_runs_read(struct open_runs *, const char *folder, struct err *);

/* From now on told is kept. */
void open_runs_want_told(struct open_runs *);

/* The run of that number, or NULL: it is finished. */
struct open_run *open_runs_find(const struct open_runs *, uint64_t run);

/* May the line be about an event that is there? OUTCOME_DROP where its run is
 * finished, OUTCOME_BAD where the run has no such event. For as long as there
 * are marks. */
enum outcome_log_verdict open_runs_judge(
    const struct open_runs *, const struct outcome *);

/* Does what the outcome, at the offset, says; it is about an event that is
 * there. */
void open_runs_apply(
    struct open_runs *, const struct outcome *, uint64_t offset);

/* The log is read: marks are no longer needed. */
void open_runs_settle(struct open_runs *);

/* n from 1 on. */
enum event_state open_run_state(const struct open_run *, uint32_t n);

static inline struct event_tried
open_run_tried(const struct open_run *r, uint32_t n)
{
	return r->tried ? r->tried[n - 1] : (struct event_tried){ 0 };
}

void open_runs_free(struct open_runs *);

#endif
