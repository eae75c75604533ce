/* ring: every slot in its order, whoever does it. */
#include "sys/ordered_work.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

#include "test.h"

enum { SLOTS_MAX = 9 };

struct line {
	unsigned slots;
	unsigned pieces;  /* there are */
	unsigned stop_at; /* this one is not emptied */
	unsigned filled, emptied;
	unsigned held[SLOTS_MAX]; /* the piece in a slot, from 1 on */
	bool worked[SLOTS_MAX];
	atomic_uint filling, emptying;
};

static bool
fill(void *arg, unsigned slot)
{
	struct line *l = arg;
	bool more = l->filled < l->pieces;

	EXPECT(atomic_fetch_add(&l->filling, 1) == 0);
	EXPECT(slot == l->filled % l->slots);
	EXPECT(l->held[slot] == 0);
	if (more)
		l->held[slot] = ++l->filled;
	atomic_fetch_sub(&l->filling, 1);
	return more;
}

static void
work(void *arg, unsigned slot)
{
	struct line *l = arg;

	if (l->held[slot] % 7 == 0)
		usleep(200); /* others overtake it */
	l->worked[slot] = true;
}

static bool
empty(void *arg, unsigned slot)
{
	struct line *l = arg;
	bool ok = l->held[slot] != l->stop_at;

	EXPECT(atomic_fetch_add(&l->emptying, 1) == 0);
	EXPECT(l->worked[slot]);
	EXPECT(l->held[slot] == l->emptied + 1);
	if (ok) {
		l->emptied++;
		l->held[slot] = 0;
		l->worked[slot] = false;
	}
	atomic_fetch_sub(&l->emptying, 1);
	return ok;
}

static void
in_order(void)
{
	for (unsigned threads = 1; threads <= 5; threads++) {
		for (unsigned slots = 1; slots <= SLOTS_MAX; slots++) {
			struct line l = { .slots = slots,
				.pieces = threads * 20 + slots };
			struct ordered_work_job job = { &l, fill, work, empty };
			unsigned first;

			EXPECT(ordered_work_run(&job, threads, slots, &first) ==
			    0);
			EXPECT(l.filled == l.pieces);
			EXPECT(l.emptied == l.pieces);
			EXPECT(first == l.pieces % slots);
		}
	}
}

static void
stopped(void)
{
	for (unsigned stop_at = 1; stop_at <= 40; stop_at++) {
		struct line l = {
			.slots = 4, .pieces = 40, .stop_at = stop_at
		};
		struct ordered_work_job job = { &l, fill, work, empty };
		unsigned first, n = ordered_work_run(&job, 3, 4, &first);

		EXPECT(l.emptied == stop_at - 1);
		EXPECT(first == (stop_at - 1) % 4);
		EXPECT(n == l.filled - l.emptied && n >= 1 && n <= 4);
		for (unsigned k = 0; k < n; k++) {
			unsigned slot = (first + k) % 4;

			EXPECT(l.held[slot] == stop_at + k);
			EXPECT(l.worked[slot]);
		}
	}
}

static void
nothing(void)
{
	struct line l = { .slots = 2 };
	struct ordered_work_job job = { &l, fill, work, empty };
	unsigned first;

	EXPECT(ordered_work_run(&job, 3, 2, &first) == 0 && first == 0);
}

int
main(void)
{
	test("slots are filled and emptied in order, by any number of "
	     "threads",
	    in_order);
	test("one that is not emptied stops it, and what is full is told",
	    stopped);
	test("where there is nothing, nothing is done", nothing);
	return test_done();
}
