/*
 * clock: preloaded into a program, it is CLOCK_AHEAD seconds later there than it
 * is; so a demonstration comes to its next morning in no time. Where that is a
 * path, the seconds stand in that file, and may change. For nothing else.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long
seconds(const char *ahead)
{
	char text[32];
	ssize_t n;
	int fd;

	if (*ahead != '/')
		return atol(ahead);
	fd = open(ahead, O_RDONLY | O_CLOEXEC);
	n = read(fd, text, sizeof text - 1);
	close(fd);
	text[n > 0 ? n : 0] = 0;
	return atol(text);
}

int
clock_gettime(clockid_t clock, struct timespec *to)
{
	const char *ahead = getenv("CLOCK_AHEAD");
	int r = (int)syscall(SYS_clock_gettime, clock, to);

	if (r == 0 && clock == CLOCK_REALTIME && ahead)
		to->tv_sec += seconds(ahead);
	return r;
}

time_t
time(time_t *to)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (to)
		*to = now.tv_sec;
	return now.tv_sec;
}
