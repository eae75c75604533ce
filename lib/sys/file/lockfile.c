#include "sys/file/lockfile.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "sys/clock.h"

enum { STEP_MS = 50, MS = 1000, NS_OF_MS = 1000000 };

static int
tell(int fd, const char *path, const char *what, struct err *e)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (errno != EACCES && errno != EAGAIN)
		return err_sys(e, ST_FAIL, "%s", path);
	if (fcntl(fd, F_GETLK, &l) == 0 && l.l_type != F_UNLCK)
		return err_set(e, ST_AGAIN,
		    "%s: process %ld is at work "
		    "here; try again when it is done",
		    what, (long)l.l_pid);
	return err_set(e, ST_AGAIN,
	    "%s: another run was at work here; try "
	    "again",
	    what);
}

int
lockfile_take(const char *path, const char *what, struct err *e)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	if (fcntl(fd, F_SETLK, &l) == 0)
		return fd;
	tell(fd, path, what, e);
	close(fd);
	return -1;
}

int
lockfile_wait(
    const char *path, const char *what, unsigned seconds, struct err *e)
{
	const struct timespec step = { .tv_nsec = STEP_MS * NS_OF_MS };
	int64_t until = clock_monotonic_ms() + (int64_t)seconds * MS;
	int fd;

	while ((fd = lockfile_take(path, what, e)) < 0 &&
	    e->status == ST_AGAIN && clock_monotonic_ms() < until)
		nanosleep(&step, NULL);
	return fd;
}
