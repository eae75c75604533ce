#include "sys/file/lockfile.h"

#include "lock_holder.h"
#include "sys/clock.h"

static int
take(void)
{
	struct err e;

	return lockfile_take("lock", "here", &e);
}

static void
has_it_alone(void)
{
	char want[128];
	struct err e;
	int until, fd;
	pid_t pid = lock_holder(take, false, &until);

	EXPECT(lockfile_take("lock", "here", &e) < 0 && e.status == ST_AGAIN);
	snprintf(want, sizeof want,
	    "here: process %ld is at work here; try again when it is done",
	    (long)pid);
	EXPECT_STR(e.text, want);
	close(until);
	waitpid(pid, NULL, 0);
	fd = lockfile_take("lock", "here", &e);
	EXPECT(fd >= 0);
	close(fd);
}

static void
waits(void)
{
	struct err e;
	int until, fd;
	pid_t pid = lock_holder(take, false, &until);
	int64_t begin = clock_monotonic_ms();

	EXPECT(lockfile_wait("lock", "here", 1, &e) < 0);
	EXPECT(e.status == ST_AGAIN);
	EXPECT(clock_monotonic_ms() - begin >= 1000);
	close(until);
	fd = lockfile_wait("lock", "here", 60, &e);
	EXPECT(fd >= 0);
	close(fd);
	waitpid(pid, NULL, 0);
	EXPECT(lockfile_wait("absent/lock", "here", 60, &e) < 0);
	EXPECT(e.status == ST_FAIL);
}

int
main(void)
{
	scratch_begin();
	test("one process has a lock, and the other is told which",
	    has_it_alone);
	test("who waits gets it, or is told after so many seconds", waits);
	scratch_end();
	return test_done();
}
