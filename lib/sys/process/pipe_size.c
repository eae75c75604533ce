#define _GNU_SOURCE /* F_SETPIPE_SZ */

#include "sys/process/pipe_size.h"

#include <errno.h>
#include <fcntl.h>

enum { PIPE_ROOM = 1 << 20 };

void
pipe_size_widen(int fd)
{
#ifdef F_SETPIPE_SZ
	int saved = errno;

	if (fcntl(fd, F_GETPIPE_SZ) < PIPE_ROOM)
		fcntl(fd, F_SETPIPE_SZ, PIPE_ROOM);
	errno = saved;
#else
	(void)fd;
#endif
}
