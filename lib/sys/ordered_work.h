/*
 * ordered_work: work that comes in pieces, done by several threads at once and
 * handed on in the order in which it came. There is a fixed number of slots.
 * Each is filled, worked on and emptied, and may then be filled again. No
 * thread has slots of its own: a thread that is free fills, works on or empties
 * whichever slot is next.
 */
#ifndef ORDERED_WORK_H
#define ORDERED_WORK_H

#include <stdbool.h>

struct ordered_work_job {
	void *arg;
	/* One call at a time, for slot after slot; false: there is no more. */
	bool (*fill)(void *arg, unsigned slot);
	/* Several calls at a time, each for another slot. */
	void (*work)(void *arg, unsigned slot);
	/* One call at a time, in the order of fill; false: stop, this slot
	 * stays full. */
	bool (*empty)(void *arg, unsigned slot);
};

/*
 * Returns once fill said that there is no more, or empty said stop, and no
 * thread works any longer: the number of slots that are still full, from *first
 * on, wrapping round.
 */
unsigned ordered_work_run(const struct ordered_work_job *, unsigned threads,
    unsigned slots, unsigned *first);

#endif
