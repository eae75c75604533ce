/*
 * state: a day that recon-roll runs in a state directory, recon-state(5).
 *
 * The days form a chain. A run for the day after the newest adds one. A day run
 * again from the same input changes nothing; from another input it replaces
 * that day where it is forced, and the days after it are stale until they are
 * run again. Any other day, one that leaves some out or comes before others
 * that were run without it, is refused unless forced.
 *
 * Whatever is written appears once it is whole and on the disk, and holds once
 * the manifest says so: a run that was killed leaves the days as they were, or
 * its own day complete. In both cases the same day can be run again.
 */
#ifndef STATE_H
#define STATE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "book/dir/copies.h"
#include "book/place.h"
#include "book/reopened.h"
#include "book/dir/state_dir.h"
#include "stream/stream_in.h"

/* What a run asks of the directory; borrowed. */
struct state_wish {
	const char *dir;
	int32_t today;
	enum day_kind kind; /* DAY_ROLLED, or DAY_IMPORTED */
	unsigned wait_s;    /* for the lock */
	bool force;
	const char *by, *why; /* NULL where nobody had to say */
	const char *version;  /* of the program */
	bool copies;          /* inputs and results are copied */
	unsigned keep_days;   /* copies of older days go; 0: none */
	struct buf *told;     /* gets lines for the operator, each with its LF,
	                       * about what was changed for good, even where
	                       * the run then fails */
};

struct state {
	struct state_wish wish;
	struct state_dir dir;
	struct place place;       /* of today */
	struct day_entry before;  /* of the day it is rolled from, if any */
	char *before_path;        /* owned: its open items; NULL: a chain begins
				  * today */
	struct day_entry was;     /* of today as it was run before, if it was */
	struct reopened reopened; /* legs that a run of today may open again */

	/* Of today. The caller sets inputs, options, totals and oldest before it
	 * commits. */
	struct day_entry entry;
	bool unchanged; /* told by state_commit: nothing was written, but for */
	bool mended;    /* the open items, which were lost or changed */

	struct turn turn; /* its notes are about what is out of the ordinary, to
	                   * be shown once the run has succeeded */
	struct copies copies;    /* private */
	struct digest_sum *open; /* private: of the open items as they are
				  * written; or NULL */
};

/*
 * Opens the directory, takes over one of an older form, removes what killed
 * runs have left, and finds today's place in the chain. ST_FAIL for a day out
 * of turn, with the days concerned; ST_AGAIN where another run is at work;
 * ST_DATA for damage.
 */
int state_open(struct state *, const struct state_wish *, struct err *);

/* The items that were open before have been read: they have to be those of the
 * manifest. ST_DATA. */
int state_check_before(struct state *, struct digest *, struct err *);

/* Copies of what is read and written from now on, if they are wanted: of the
 * inputs in the order in which the entry gets them, then of the results, and of
 * what is last written to those. */
int state_copy_input(struct state *, struct input *, struct err *);
int state_copy_results(struct state *, struct output *, struct err *);
void state_copy_last(struct state *, struct output *, struct span);

/* Opens the stream of the items open after today. */
int state_create(struct state *, struct stream_out *, struct err *);

/*
 * Lets the stream appear, and with it the day. Where the day was run before
 * from the same, nothing is written, but for its open items where those were
 * lost or changed; ST_FAIL where it was from something else and that is not
 * forced. The stream is closed, whatever the outcome.
 */
int state_commit(struct state *, struct stream_out *, struct err *);

/* Gives the lock back and frees everything. */
void state_close(struct state *);

#endif
