/*
 * fixed_clock: preloaded into a program, tells the same time of day at any time,
 * so that what two runs keep can be compared to the byte.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { NOW = 1667350800 }; /* 2022-11-02 01:00 UTC */

time_t
time(time_t *to)
{
	if (to)
		*to = NOW;
	return NOW;
}

int
clock_gettime(clockid_t clock, struct timespec *to)
{
	if (clock != CLOCK_REALTIME)
		return (int)syscall(SYS_clock_gettime, clock, to);
	*to = (struct timespec){ .tv_sec = NOW };
	return 0;
}
