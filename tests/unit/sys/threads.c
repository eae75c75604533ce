/* workers: every share is done, once, threads or not. */
#include "sys/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>

#include "test.h"

static atomic_uint done[THREADS_MAX];

static void
note(void *arg, unsigned i)
{
	EXPECT(arg == done);
	atomic_fetch_add(&done[i], 1);
}

static void
every_share_once(void)
{
	for (unsigned n = 1; n <= THREADS_MAX; n++) {
		for (unsigned i = 0; i < THREADS_MAX; i++)
			done[i] = 0;
		threads_run(n, note, done);
		for (unsigned i = 0; i < THREADS_MAX; i++)
			EXPECT(done[i] == (i < n));
	}
}

static pthread_t caller;
static atomic_uint elsewhere;

static void
note_thread(void *arg, unsigned i)
{
	note(arg, i);
	if (!pthread_equal(pthread_self(), caller))
		atomic_fetch_add(&elsewhere, 1);
}

/* No address space is left for another stack. A sanitizer needs some for
 * itself: there the threads are had after all. */
static void
without_threads(void)
{
	struct rlimit l, none;

	getrlimit(RLIMIT_AS, &l);
	none = l;
	none.rlim_cur = 1;
	caller = pthread_self();
#ifdef __SANITIZE_ADDRESS__
	none = l;
#endif
	EXPECT(setrlimit(RLIMIT_AS, &none) == 0);
	threads_run(4, note_thread, done);
	setrlimit(RLIMIT_AS, &l);
	for (unsigned i = 0; i < 4; i++)
		EXPECT(done[i] == 1);
#ifndef __SANITIZE_ADDRESS__
	EXPECT(elsewhere == 0);
#endif
}

int
main(void)
{
	test("where no thread is to be had, the caller does it all",
	    without_threads);
	test("every share is done once", every_share_once);
	return test_done();
}
