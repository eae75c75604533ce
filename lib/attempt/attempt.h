/*
 * attempt: one try of a command that is known whatever dies, and when: its
 * directory and its shim, recon-attempt(7).
 *
 * A runner commits that it starts an attempt, attempt_start, waits until the
 * shim is gone, attempt_look, and commits what came of it. After its own death
 * attempt_look says what it left. Only one process at a time, the one that has
 * the runner's own lock, may call any of these for a directory.
 */
#ifndef ATTEMPT_H
#define ATTEMPT_H

#include "attempt/attempt_result.h"
#include "attempt/attempt_spec.h"

enum attempt_start {
	ATTEMPT_STARTED,
	ATTEMPT_LOST_ALREADY, /* its directory is there: nothing was done */
};

struct attempt_started {
	pid_t pid; /* of the shim, our child: to be waited for */
	int watch; /* owned by who asked: readable once the shim is gone; -1
	            * where the system has no such thing to give */
};

/*
 * Makes the directory and those above it, takes the lock, starts the shim. The
 * shim lets the command go once "begun", the directory and those that were made
 * above it are on the disk: this does not wait for the disk. What was above it
 * before is taken to be there.
 *
 * -1, told, where the shim cannot be started; then no directory is left. Once
 * the shim is gone, its exit status of 2 says that nothing was run and why is
 * on standard error.
 */
int attempt_start(
    const struct attempt_spec *, struct attempt_started *, struct err *);

enum attempt_verdict {
	ATTEMPT_ADOPT,      /* the shim is at work: wait for it, attempt_watch;
	                     * past time-out and grace attempt_kill */
	ATTEMPT_FOREIGN,    /* another machine, boot or namespace has it, or
	                     * another attempt: leave it, alarm */
	ATTEMPT_ENDED,      /* its result is there: take it */
	ATTEMPT_NEVER,      /* the command never ran */
	ATTEMPT_SWEEP_LOST, /* it ran, how it ended is not known: attempt_sweep,
	                     * and then it is lost */
	ATTEMPT_LOST,       /* the same, elsewhere: nothing of it can be alive
	                     * here, unless it is not known where this is */
};

struct attempt_found {
	enum attempt_verdict verdict;
	struct attempt_begun begun;   /* cleared where it is not there */
	struct attempt_result result; /* of ATTEMPT_ENDED; else cleared */
};

/*
 * A runner whose attempt_machine is not the same as itself, attempt_machine_same,
 * is somewhere that is not known (no /proc, or it hides process 1): what it
 * leaves behind is nobody's, and it may want to say so before it starts any.
 *
 * What a directory says. Its lock is tried first: when that is free the rest
 * does not change any more. One that is not there was never begun, for no
 * command goes before it is on the disk. -1, told, where it cannot be read.
 */
int attempt_look(
    const char *dir, const char *id, struct attempt_found *, struct err *);

/*
 * The table: is the lock held; is "begun" there; is "result" there, whole and of
 * this attempt; was all of it in this boot and namespace?
 */
enum attempt_verdict attempt_judge(
    bool held, bool begun, bool result, bool same_machine);

/*
 * Kills what carries the attempt, until none is left or nothing more goes for
 * ATTEMPT_SWEEP_SECONDS: processes that began with RECON_ATTEMPT=id, and the
 * command's group in the session of the shim; none that is older than "begun".
 * *left is how many are still alive, in an uninterruptible wait, or another
 * user's. Those that are dead are to be waited for by their parent: a runner
 * that is a subreaper may be that. ST_AGAIN where the shim is at work. Nothing
 * is killed, and nothing is left, where "begun" is of another machine or boot.
 */
enum { ATTEMPT_SWEEP_SECONDS = 5 };
int attempt_sweep(
    const char *dir, const char *id, unsigned *left, struct err *);

/*
 * Asks the shim to end the command: TERM, grace, KILL; the result then says
 * ATTEMPT_CANCELLED. 1: it was asked; 0: there is none to ask, as it has not
 * begun (ask again, or send SIGUSR1 to its pid) or is gone.
 */
int attempt_cancel(const char *dir, const char *id, struct err *);

/* Kills the shim; what it leaves is to be looked at and swept. 1, or 0 where
 * there is none. */
int attempt_kill(const char *dir, const char *id, struct err *);

/* A descriptor that is readable once the shim of an attempt to be adopted is
 * gone; -1 where it is gone, has not begun, or cannot be watched: look again. */
int attempt_watch(const struct attempt_found *);

/* From now on what loses its parent, of all that we started, becomes our child,
 * also when a shim was killed. False where the system does not know that. */
bool attempt_adopt_orphans(void);

#endif
