/*
 * pending_inside: what the modules behind pending.h and outbox_redo.h share.
 */
#ifndef PENDING_INSIDE_H
#define PENDING_INSIDE_H

#include "base/buf.h"
#include "outbox/files/outcome_log.h"
#include "outbox/files/spool.h"
#include "outbox/open_runs.h"
#include "outbox/outbox.h"
#include "outbox/pending_event.h"

/* An event that is looked for by its id. */
struct pending_wanted {
	struct event_id id;
	bool found;
	struct pending_ref ref; /* where it was found */
};

/* Answers that were left, see pending_left_answer. */
struct pending_left {
	bool begun, done;
	bool handed; /* a line was, and what came of it is told by the next
		      * call */
	struct pending_wanted *wanted; /* owned, in the order of ids */
	size_t n, cap;
	struct lines lines; /* owned, while begun and not done */
	uint64_t offset;    /* of the next line */
};

struct pending {
	const struct outbox *outbox; /* borrowed */
	char *target;                /* owned, as all paths */
	char *folder, *answers, *log_path, *damaged_path;
	int lock;
	struct open_runs runs;
	struct outcome_log log;
	uint64_t ok;          /* told since it was opened */
	size_t at;            /* the run that pending_next is in */
	struct spool spool;   /* of that run, */
	bool reads;           /* while it is read */
	bool wants_dead;      /* of dead events, too */
	struct buf line, key; /* owned: of pending_read */
	bool gone;            /* the target is no more, */
	struct buf gone_why;  /* owned, with a NUL: for that reason */
	struct pending_breaker breaker;
	uint64_t taken;        /* bytes of the answers file that are told */
	uint64_t taken_logged; /* as the log has it */
	bool others_told;      /* outcomes other than ok, behind that */
	struct pending_left left;
	bool finished;     /* runs that have nothing left were, at the
				* end */
	struct buf damage; /* owned, with a NUL; or empty */
	struct buf reason; /* owned: of pending_dead_reason */
};

/* Sorts them by id, and sets found and ref of each that is an event of an open
 * run. */
int pending_find(
    struct pending *, struct pending_wanted *, size_t n, struct err *);

/* In the order of their ids; NULL where it is none of them. */
struct pending_wanted *pending_wanted_of(
    struct pending_wanted *, size_t n, const struct event_id *);

enum event_state pending_state(
    const struct pending *, const struct pending_ref *);

/* Adds a line about an event to what is told. The outcome's word, tries, reason
 * and so on are set; the rest is set here. */
void pending_tell(
    struct pending *, const struct pending_ref *, struct outcome *);

/* The same about the target. */
void pending_tell_target(struct pending *, struct outcome *);

/* Does what a line about the target says. */
void pending_apply_target(struct pending *, const struct outcome *);

/* Gives the lock back and frees; what was told and not written is lost. */
void pending_drop(struct pending *);

/* Makes of each run that has nothing left the ids it is remembered by, where
 * nobody holds write.lock. */
int pending_finish(struct pending *, struct err *);

/* Keeps the replies about events that are known: by the file of ids, of all runs
 * that are finished, or of one that is not. */
int pending_prune_replies(
    const struct pending *, const char *ids, struct err *);

/* Rewrites the log where most of it is about runs that are gone. */
int pending_compact(struct pending *, struct err *);

#endif
