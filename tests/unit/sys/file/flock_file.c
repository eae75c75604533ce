#include "sys/file/flock_file.h"

#include "lock_holder.h"
#include "sys/clock.h"

static struct err e;

static int
take(void)
{
	return flock_file_wait("lock", "ops", "sending", 0, &e);
}

static void
has_it_alone(void)
{
	char want[128];
	int until, fd;
	pid_t pid = lock_holder(take, false, &until);

	EXPECT(flock_file_wait("lock", "ops", "sending", 0, &e) < 0);
	EXPECT(e.status == ST_AGAIN);
	snprintf(want, sizeof want, "ops: another process (pid %ld) is sending",
	    (long)pid);
	EXPECT_STR(e.text, want);
	EXPECT(flock_file_try("lock", &fd, &e) == 0);
	close(until);
	waitpid(pid, NULL, 0);
	fd = flock_file_wait("lock", "ops", "sending", 0, &e);
	EXPECT(fd >= 0);
	snprintf(want, sizeof want, "%ld recon\n", (long)getpid());
	EXPECT(scratch_holds("lock", want));
	close(fd);
	EXPECT(flock_file_try("lock", &fd, &e) == 1);
	close(fd);
}

static void
inherited(void)
{
	char want[128];
	int until, fd;
	pid_t pid = lock_holder(take, true, &until);

	waitpid(pid, NULL, 0);
	EXPECT(flock_file_wait("lock", "ops", "sending", 0, &e) < 0);
	snprintf(want, sizeof want,
	    "ops: what process %ld started is still sending", (long)pid);
	EXPECT_STR(e.text, want);
	close(until);
	fd = flock_file_wait("lock", "ops", "sending", 60, &e);
	EXPECT(fd >= 0);
	close(fd);
}

static void
unknown_holder(void)
{
	int until;
	pid_t pid = lock_holder(take, false, &until);

	scratch_write("lock", "", 0);
	EXPECT(flock_file_wait("lock", "ops", "adding", 0, &e) < 0);
	EXPECT_STR(e.text, "ops: another process is adding");
	close(until);
	waitpid(pid, NULL, 0);
}

static void
waits(void)
{
	int until;
	pid_t pid = lock_holder(take, false, &until);
	int64_t begin = clock_monotonic_ms();

	EXPECT(flock_file_wait("lock", "ops", "sending", 1, &e) < 0);
	EXPECT(clock_monotonic_ms() - begin >= 1000);
	close(until);
	waitpid(pid, NULL, 0);
}

static void
nowhere(void)
{
	int fd;

	EXPECT(flock_file_wait("none/lock", "ops", "sending", 0, &e) < 0);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "none/lock: No such file or directory");
	EXPECT(flock_file_try("none/lock", &fd, &e) < 0);
}

int
main(void)
{
	scratch_begin();
	test("one process has the lock, the other is told which", has_it_alone);
	test("a child that inherits the lock holds it when its parent is gone",
	    inherited);
	test(
	    "a holder whose name is not there is held by, too", unknown_holder);
	test("it is waited for, not longer than was asked", waits);
	test("a lock that cannot be made is an error", nowhere);
	scratch_end();
	return test_done();
}
