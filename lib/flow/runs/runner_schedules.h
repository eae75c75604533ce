/*
 * runner_schedules: the flows of a directory that have schedules, as they were
 * read last, and schedules that were there before.
 */
#ifndef RUNNER_SCHEDULES_H
#define RUNNER_SCHEDULES_H

#include "flow/due/flow_due_judge.h"
#include "flow/due/flow_due_look.h"
#include "flow/store/flow_store.h"

/* A file that was read. */
struct runner_file {
	char *path;       /* owned */
	struct plan plan; /* owned; where there is no fault */
	bool read;        /* it could be */
	size_t faults;
	char *why; /* owned: the first of them */
};

struct runner_schedule {
	char *flow, *name;        /* owned */
	struct runner_file *file; /* NULL: it is gone, or was never there */
	const struct flow_schedule *is; /* NULL: it is not in it */
	struct flow_due_times times;
	bool timed;            /* times are there; if not, */
	char *why;             /* owned: why not */
	bool known;            /* there was a look before, up to */
	int64_t looked, since; /* wall ms */
	bool retired;
	int64_t wake;   /* wall ms: when it is looked at again; 0: now */
	int64_t before; /* what that was before the last turn that looked at
	                 * it, */
	uint64_t turn;  /* which was this one */
	int64_t told;   /* when it was told that it does not stand; 0: not */
};

/* Cleared with {0}, released with runner_schedules_free. */
struct runner_schedules {
	struct runner_file **files; /* owned */
	size_t n_files, cap_files;
	struct runner_schedule **list; /* owned */
	size_t n, cap;
	bool read, loaded; /* the files were; what the store has was */
	int64_t wake;      /* wall ms: when one of them is looked at */
	int64_t read_at;   /* wall ms: when files are read again */
};

struct runner_schedule *runner_schedules_find(
    struct runner_schedules *, const char *flow, const char *name);
/* Makes it where it is not there. */
struct runner_schedule *runner_schedules_of(
    struct runner_schedules *, const char *flow, const char *name);

/* A run of it has ended: it is looked at in this turn. */
void runner_schedules_ended(
    struct runner_schedules *, const char *flow, const char *name);

/* What the store has is asked anew. */
void runner_schedules_forget(struct runner_schedules *);

/* Likewise; what that turn looked at is looked at again. */
void runner_schedules_undo(struct runner_schedules *, uint64_t turn);

/* What was read of files is read anew. */
void runner_schedules_drop_files(struct runner_schedules *);

void runner_schedules_free(struct runner_schedules *);

#endif
