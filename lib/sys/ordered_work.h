/*
 * ordered_work: work that comes in pieces, done by several threads at once and
 * handed on in the order in which it came.
 *
 * There is a fixed number of slots. Each is filled, worked on and emptied,
 * and may then be filled again. No thread has a part of its own: whoever is
 * free does what is next.
 */
#ifndef ORDERED_WORK_H
#define ORDERED_WORK_H

#include <stdbool.h>

struct ordered_work_job {
	void *arg;
	/* One call at a time, for slot after slot; false: there is no more. */
	bool (*fill)(void *arg, unsigned slot);
	/* While others run. */
	void (*work)(void *arg, unsigned slot);
	/* One call at a time, in the order of fill; false: stop, this slot
	 * stays full. */
	bool (*empty)(void *arg, unsigned slot);
};

/*
 * Returns when there is no more, or it was stopped, and no thread works any
 * longer: the number of slots that are still full, from *first on, wrapping
 * round.
 */
unsigned ordered_work_run(const struct ordered_work_job *, unsigned threads,
    unsigned slots, unsigned *first);

#endif
