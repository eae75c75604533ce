#include "sys/file/dir_sync.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

int
dir_sync(const char *dir, struct err *e)
{
	int fd = open(dir, O_RDONLY | O_CLOEXEC), r = 0;

	if (fd < 0)
		return errno == EACCES
		    ? 0
		    : err_sys(e, ST_FAIL, "%s: to sync the directory", dir);
	while (r == 0 && fsync(fd)) {
		if (errno == EINTR)
			continue;
		if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)
			break;
		r = err_sys(e, ST_FAIL, "%s: fsync of the directory", dir);
	}
	close(fd);
	return r;
}

int
dir_sync_of(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash
	    ? mem_dup((struct span){ path, (size_t)(slash - path) + 1 })
	    : mem_dup(SPAN("."));
	int r = dir_sync(dir, e);

	free(dir);
	return r;
}
