#define _GNU_SOURCE /* O_TMPFILE */

#include "sys/file/nameless_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

int
nameless_file(const char *dir)
{
	struct buf b = { 0 };
	int fd = -1;

#ifdef O_TMPFILE
	fd = open(dir, O_RDWR | O_TMPFILE | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd; /* not every file system has it */
#endif
	buf_str(&b, dir);
	buf_add(&b, SPAN("/recon-XXXXXX\0"));
	fd = mkstemp(b.p);
	if (fd >= 0) {
		unlink(b.p);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	buf_free(&b);
	return fd;
}
