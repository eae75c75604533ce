/* workers: every share is done, once, threads or not. */
#include "sys/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>

#include "test.h"

#ifdef __has_feature /* clang's way to say it */
#define HAS_FEATURE(x) __has_feature(x)
#else
#define HAS_FEATURE(x) 0
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || \
    HAS_FEATURE(address_sanitizer) || HAS_FEATURE(thread_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

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

/* No address space is left for another stack. */
static void
without_threads(void)
{
	struct rlimit l, none;

	if (SANITIZED) {
		test_skip("a sanitizer takes memory of its own");
		return;
	}
	getrlimit(RLIMIT_AS, &l);
	none = l;
	none.rlim_cur = 1;
	caller = pthread_self();
	EXPECT(setrlimit(RLIMIT_AS, &none) == 0);
	threads_run(4, note_thread, done);
	setrlimit(RLIMIT_AS, &l);
	for (unsigned i = 0; i < 4; i++)
		EXPECT(done[i] == 1);
	EXPECT(elsewhere == 0);
}

int
main(void)
{
	test("where no thread is to be had, the caller does it all",
	    without_threads);
	test("every share is done once", every_share_once);
	return test_done();
}
