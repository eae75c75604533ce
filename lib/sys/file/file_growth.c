#include "sys/file/file_growth.h"

#ifdef __linux__
#include <sys/inotify.h>
#include <unistd.h>

int
file_growth_open(const char *path)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd >= 0 && inotify_add_watch(fd, path, IN_MODIFY) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

void
file_growth_seen(int fd)
{
	char many[4096];

	while (fd >= 0 && read(fd, many, sizeof many) > 0)
		;
}
#else
int
file_growth_open(const char *path)
{
	(void)path;
	return -1;
}

void
file_growth_seen(int fd)
{
	(void)fd;
}
#endif
