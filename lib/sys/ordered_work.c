#include "sys/ordered_work.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "sys/threads.h"

struct ring {
	const struct ordered_work_job *job;
	unsigned slots;
	pthread_mutex_t lock; /* guards all members below */
	pthread_cond_t changed;
	uint64_t filled, emptied; /* slots so far; slot i % slots is the i-th */
	bool filling, emptying;   /* a thread is in fill, in empty */
	bool over;                /* fill said that there is no more */
	bool stopped;             /* empty said stop */
	bool *done;               /* owned; of each slot: work has returned */
};

static bool
can_empty(const struct ring *r)
{
	return !r->stopped && !r->emptying && r->emptied < r->filled &&
	    r->done[r->emptied % r->slots];
}

static bool
can_fill(const struct ring *r)
{
	return !r->over && !r->filling && r->filled - r->emptied < r->slots;
}

/* empty and fill are called with the lock held, give it up while the job works,
 * and hold it again when they return. */
static void
empty(struct ring *r)
{
	unsigned slot = (unsigned)(r->emptied % r->slots);
	bool ok;

	r->emptying = true;
	pthread_mutex_unlock(&r->lock);
	ok = r->job->empty(r->job->arg, slot);
	pthread_mutex_lock(&r->lock);
	r->emptying = false;
	if (ok) {
		r->done[slot] = false;
		r->emptied++;
	} else {
		r->over = r->stopped = true;
	}
	pthread_cond_broadcast(&r->changed);
}

static void
fill_and_work(struct ring *r)
{
	unsigned slot = (unsigned)(r->filled % r->slots);
	bool ok;

	r->filling = true;
	pthread_mutex_unlock(&r->lock);
	ok = r->job->fill(r->job->arg, slot);
	pthread_mutex_lock(&r->lock);
	r->filling = false;
	if (ok)
		r->filled++;
	else
		r->over = true;
	pthread_cond_broadcast(&r->changed);
	if (!ok)
		return;
	pthread_mutex_unlock(&r->lock);
	r->job->work(r->job->arg, slot);
	pthread_mutex_lock(&r->lock);
	r->done[slot] = true;
	pthread_cond_broadcast(&r->changed);
}

static void
take_part(void *arg, unsigned i)
{
	struct ring *r = arg;

	(void)i;
	pthread_mutex_lock(&r->lock);
	while (!r->over || (!r->stopped && r->emptied < r->filled)) {
		if (can_empty(r))
			empty(r);
		else if (can_fill(r))
			fill_and_work(r);
		else
			pthread_cond_wait(&r->changed, &r->lock);
	}
	pthread_mutex_unlock(&r->lock);
}

unsigned
ordered_work_run(const struct ordered_work_job *job, unsigned threads,
    unsigned slots, unsigned *first)
{
	struct ring r = { .job = job, .slots = slots };

	r.done = mem_zeroed(slots, sizeof *r.done);
	pthread_mutex_init(&r.lock, NULL);
	pthread_cond_init(&r.changed, NULL);
	threads_run(threads, take_part, &r);
	pthread_cond_destroy(&r.changed);
	pthread_mutex_destroy(&r.lock);
	free(r.done);
	*first = (unsigned)(r.emptied % slots);
	return (unsigned)(r.filled - r.emptied);
}
