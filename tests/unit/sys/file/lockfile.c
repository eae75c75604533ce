#include "sys/file/lockfile.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "scratch.h"
#include "sys/clock.h"
#include "test.h"

/* Another process that has the lock once this returns, until the descriptor is
 * closed. */
static pid_t
holder(int *until)
{
	int taken[2], end[2];
	char byte;
	pid_t pid;

	if (pipe(taken) || pipe(end))
		scratch_die("pipe");
	pid = fork();
	if (pid == 0) {
		struct err e;
		int fd = lockfile_take("lock", "here", &e);

		close(end[1]);
		if (fd < 0 || write(taken[1], "x", 1) != 1)
			_exit(1);
		_exit(read(end[0], &byte, 1) < 0);
	}
	close(end[0]);
	close(taken[1]);
	EXPECT(read(taken[0], &byte, 1) == 1);
	close(taken[0]);
	*until = end[1];
	return pid;
}

static void
has_it_alone(void)
{
	char want[128];
	struct err e;
	int until, fd;
	pid_t pid = holder(&until);

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
	pid_t pid = holder(&until);
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
