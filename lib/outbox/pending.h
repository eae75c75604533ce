/*
 * pending: the events of one target that are left to send, and what comes of
 * them.
 *
 * Whoever has it open holds the target's send.lock, and so does each transport
 * that inherited the descriptor: so there is one sender at a time, and nobody
 * sends while a transport of a sender that was killed is still at work.
 *
 * The order of calls: pending_open; pending_left_answer until it returns 0;
 * pending_next, with outcomes told in any order; pending_close.
 *
 * Memory: two bits for each event of runs that are not finished, and 16 bytes
 * for each of a run in which something was retried; no events.
 */
#ifndef PENDING_H
#define PENDING_H

#include "base/err.h"
#include "outbox/outbox.h"
#include "outbox/pending_event.h"

struct pending;

/*
 * Takes send.lock, waiting o->wait_s seconds: then ST_AGAIN, "TARGET: another
 * process (pid N) is sending". Reads the log and checks the files of all runs:
 * ST_DATA where one was cut or changed, the first named. The folder is made
 * where it is missing. NULL on failure. The outbox must live until
 * pending_close.
 *
 * A line of the log that is none, and what follows it, is set aside in
 * log.damaged: pending_damage tells.
 */
struct pending *pending_open(
    const struct outbox *o, const char *target, struct err *);

/* What was set aside, one line for a warning, or NULL. */
const char *pending_damage(const struct pending *);

/*
 * The next answer that a transport left in the answers file when whoever
 * started it was killed: *ev is the event, *line the answer as it stands,
 * without LF. Both die with the next call that hands out an event. It is to be
 * treated as one that just came: told by pending_ok, pending_retry or
 * pending_dead. Answers for events that are done, dead or unknown are
 * passed over, and so is a torn last line. Returns 1, or 0 where there is none left: then
 * what was told is synced and the file is empty. -1, told. To be called until
 * it returns 0, before the first pending_next.
 */
int pending_left_answer(struct pending *, struct pending_event *ev,
    struct span *line, struct err *);

/*
 * The next event, in the order in which they came, that is neither done, nor
 * dead, nor was handed out before by this call. Of one that was tried before
 * tries and due_s say what is known; it is for the caller to wait. Returns 1;
 * 0 at the end; -1, told. The spans die with the next call that hands out an
 * event.
 */
int pending_next(struct pending *, struct pending_event *, struct err *);

/* From now on pending_next hands out dead events, too, whatever run they died in:
 * for who has to know what came behind them. */
void pending_want_dead(struct pending *);

/* An event that was handed out, again; whatever became of it. Spans as above. */
int pending_read(struct pending *, const struct pending_ref *,
    struct pending_event *, struct err *);

/*
 * Outcomes. They are kept until pending_write and on the disk after
 * pending_sync; the event's state here changes at once. tries is how often it
 * was tried by now, this time included where it counts. values are
 * "\tNAME=VALUE", escaped, as those of struct answer, or empty. A reason is
 * any bytes: it is escaped, and cut at 1000.
 *
 * An event that is done stays so, whatever is told of it.
 */
void pending_ok(struct pending *, const struct pending_ref *, uint32_t tries,
    struct span values);
void pending_retry(struct pending *, const struct pending_ref *, uint32_t tries,
    int64_t due_s, struct span reason);
void pending_dead(struct pending *, const struct pending_ref *, uint32_t tries,
    struct span reason, struct span values);

/*
 * All of the answers file before this byte is told by outcomes: so that after a
 * kill no answer counts as a try twice (but where a write was torn, those of one
 * round may). To be called between the outcomes of a round of answers and
 * pending_write.
 */
void pending_answers_taken(struct pending *, uint64_t offset);

/* Appends what was told to the log, by one write(2): to be called after each
 * round of answers. Syncs, too, where 256 outcomes or 100 ms are unsynced. */
int pending_write(struct pending *, struct err *);

/* pending_write, and brings it to the disk. */
int pending_sync(struct pending *, struct err *);

/* Milliseconds until pending_write should be called again because outcomes are
 * written and not synced, or -1: for poll(2). */
int pending_sync_ms(const struct pending *);

/* The target itself is no more: nothing is to be sent, and what is left counts
 * as dead until a redo (outbox_redo.h). NULL where it is not so, else the
 * reason. */
const char *pending_gone(const struct pending *);
void pending_set_gone(struct pending *, struct span reason);

struct pending_breaker pending_breaker(const struct pending *);
void pending_set_breaker(struct pending *, struct pending_breaker);

/* What a transport inherits, open for as long as it lives: close-on-exec here,
 * so dup2(2) it in the child. */
int pending_lock_fd(const struct pending *);

/* The file that is a transport's standard output, opened O_APPEND, made by
 * pending_open; lives until pending_close. */
const char *pending_answers_path(const struct pending *);

/* Syncs, then empties the answers file: for when no transport is under way, or
 * none of its answers is owed. It is read from 0 again. */
int pending_answers_empty(struct pending *, struct err *);

struct pending_counts {
	uint64_t ok;   /* told by pending_ok since pending_open */
	uint64_t left; /* neither done nor dead, those under way included */
	uint64_t dead; /* of runs not finished, whoever found them so */
};

/* Where the target is gone, what is left counts as dead. */
struct pending_counts pending_counts(const struct pending *);

/* Why the first dead event is dead: its last reason, until the next call that
 * hands out an event or pending_close; empty where none is. */
struct span pending_dead_reason(struct pending *);

/*
 * Syncs what was told, empties the answers file, makes of each run that has
 * nothing left the ids it is remembered by, merges and compacts (where no run is
 * adding just now), gives the lock back and frees. To be called when no
 * transport is under way. -1, told, where something could not be written; it is
 * gone all the same. NULL is no error.
 */
int pending_close(struct pending *, struct err *);

#endif
