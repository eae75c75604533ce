#define _GNU_SOURCE /* F_OFD_SETLK */

#include "sys/file/presence.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#ifdef F_OFD_SETLK

void
presence_put(int fd)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int r = fcntl(fd, F_OFD_SETLK, &l);

	(void)r;
}

int
presence_look(const char *path)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open(path, O_RDONLY | O_CLOEXEC), r;

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	r = fcntl(fd, F_OFD_GETLK, &l);
	close(fd);
	return r ? -1 : l.l_type != F_UNLCK;
}

#else

void
presence_put(int fd)
{
	(void)fd;
}

int
presence_look(const char *path)
{
	return access(path, F_OK) && errno == ENOENT ? 0 : -1;
}

#endif
