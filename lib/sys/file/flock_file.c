#include "sys/file/flock_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/clock.h"

enum { STEP_MS = 50, MS = 1000, NS_OF_MS = 1000000, HOLDER_MAX = 128 };

/* Writes who has the lock. Only messages need it: what the disk does not take
 * is no error. */
static void
sign(int fd)
{
	char text[HOLDER_MAX];
	int n = snprintf(
	    text, sizeof text, "%ld %.64s\n", (long)getpid(), mem_program);
	bool done = ftruncate(fd, 0) == 0 &&
	    pwrite(fd, text, (size_t)n, 0) == (ssize_t)n;

	(void)done;
}

/* The process that the file names, or 0. */
static uint64_t
holder(int fd)
{
	char text[HOLDER_MAX];
	ssize_t n = pread(fd, text, sizeof text, 0);
	const char *blank = n > 0 ? memchr(text, ' ', (size_t)n) : NULL;
	uint64_t pid = 0;

	if (blank)
		span_count((struct span){ text, (size_t)(blank - text) }, &pid);
	return pid;
}

/* 1 with the lock; 0, another process has it; -1, errno says why. */
static int
lock(int fd)
{
	while (flock(fd, LOCK_EX | LOCK_NB)) {
		if (errno == EWOULDBLOCK)
			return 0;
		if (errno != EINTR)
			return -1;
	}
	sign(fd);
	return 1;
}

static int
tell(int fd, const char *what, const char *doing, struct err *e)
{
	uint64_t pid = holder(fd);

	if (pid == 0)
		return err_set(
		    e, ST_AGAIN, "%s: another process is %s", what, doing);
	if (kill((pid_t)pid, 0) && errno == ESRCH)
		return err_set(e, ST_AGAIN,
		    "%s: what process %" PRIu64 " started is still %s", what,
		    pid, doing);
	return err_set(e, ST_AGAIN,
	    "%s: another process (pid %" PRIu64 ") is %s", what, pid, doing);
}

static int
open_file(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		err_sys(e, ST_FAIL, "%s", path);
	return fd;
}

int
flock_file_wait(const char *path, const char *what, const char *doing,
    unsigned seconds, struct err *e)
{
	const struct timespec step = { .tv_nsec = STEP_MS * NS_OF_MS };
	int64_t until = clock_monotonic_ms() + (int64_t)seconds * MS;
	int fd = open_file(path, e), r;

	if (fd < 0)
		return -1;
	while ((r = lock(fd)) == 0 && clock_monotonic_ms() < until)
		nanosleep(&step, NULL);
	if (r == 1)
		return fd;
	if (r == 0)
		tell(fd, what, doing, e);
	else
		err_sys(e, ST_FAIL, "%s", path);
	close(fd);
	return -1;
}

int
flock_file_try(const char *path, int *fd, struct err *e)
{
	int opened = open_file(path, e), r;

	if (opened < 0)
		return -1;
	r = lock(opened);
	if (r == 1) {
		*fd = opened;
		return 1;
	}
	if (r < 0)
		err_sys(e, ST_FAIL, "%s", path);
	close(opened);
	return r;
}
