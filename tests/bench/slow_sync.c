/* slow_sync: preloaded, lets each sync take six milliseconds, whatever the disk
 * is. */
#define _GNU_SOURCE
#include <time.h>
#include <unistd.h>

static int
slow(void)
{
	struct timespec six = { 0, 6000000 };

	return nanosleep(&six, NULL);
}

int
fsync(int fd)
{
	(void)fd;
	return slow();
}

int
fdatasync(int fd)
{
	(void)fd;
	return slow();
}
