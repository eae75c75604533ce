/*
 * state: the directory in which recon-roll keeps the open items of each day.
 *
 *	open-2022-11-01.res   a sorted result stream: what was open in the
 *	                      evening of that day; in a comment it says which
 *	                      day's items it was rolled from
 *	lock                  locked (fcntl(2)) by the run at work
 *
 * The days form a chain. A run for the day after the newest adds one; a run
 * for the newest day replaces it, from the same items as before. Anything
 * else, a day left out or one before the newest, is refused unless forced.
 *
 * Whatever is written appears by rename(2) once it is whole and on the disk,
 * so a run that was killed leaves the days as they were, or its own day
 * complete. In both cases the same day can be run again.
 */
#ifndef STATE_H
#define STATE_H

#include <stdint.h>

#include "base/buf.h"
#include "book/state_dir.h"
#include "base/err.h"
#include "stream/stream_in.h"

struct state {
	struct state_dir dir;
	int32_t today;
	size_t earlier;   /* how many of the days are before today */
	size_t later;     /* how many are after it: commit throws them away */
	char *before;     /* owned: the file of the items open before today, or
	                 * NULL where a new chain begins */
	char *after;      /* owned: the file of the items open after today */
	struct buf notes; /* lines for the operator, each with its LF, about
	                   * what is out of the ordinary; to be shown once
	                   * the run has succeeded */
};

/*
 * Opens the directory (state_dir_open) and finds today's place in the chain.
 * ST_FAIL for a day out of turn, with the days concerned; ST_DATA where a
 * file says it is another day's.
 */
int state_open(
    struct state *, const char *dir, int32_t today, bool force, struct err *);

/* Opens the stream of the items open after today. */
int state_create(const struct state *, struct stream_out *, struct err *);

/*
 * Lets the stream appear, and with it the day, in place of later ones. The
 * stream is closed, whatever the outcome; on failure the day does not appear,
 * or where the system failed while later days went, with the next run.
 */
int state_commit(struct state *, struct stream_out *, struct err *);

/* Gives the lock back and frees everything. */
void state_close(struct state *);

#endif
