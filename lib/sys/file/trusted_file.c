#include "sys/file/trusted_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int
check(const char *path, const struct stat *st, enum trust trust, struct err *e)
{
	static const mode_t refused[] = {
		[TRUST_WRITE] = S_IWGRP | S_IWOTH,
		[TRUST_READ] = S_IRWXG | S_IRWXO,
		[TRUST_READ_GROUP] = S_IWGRP | S_IXGRP | S_IRWXO,
	};

	if (!S_ISREG(st->st_mode))
		return err_set(e, ST_FAIL, "%s: not a regular file", path);
	if (st->st_uid != 0 && st->st_uid != geteuid())
		return err_set(e, ST_FAIL,
		    "%s: belongs to user %lu, who could change it", path,
		    (unsigned long)st->st_uid);
	if (!(st->st_mode & refused[trust]))
		return 0;
	return err_set(e, ST_FAIL,
	    trust == TRUST_WRITE
		? "%s: others can write it (mode %04o); chmod go-w makes it "
		  "safe"
		: "%s: others can read it (mode %04o); chmod 600 makes it "
		  "safe",
	    path, (unsigned)(st->st_mode & 07777));
}

static int
open_checked(const char *path, enum trust trust, struct err *e)
{
	/* a pipe of that name must not hold us up */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), r;
	struct stat st;

	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	r = fstat(fd, &st) ? err_sys(e, ST_FAIL, "%s", path)
			   : check(path, &st, trust, e);
	if (r == 0)
		return fd;
	close(fd);
	return -1;
}

int
trusted_file_check(const char *path, enum trust trust, struct err *e)
{
	int fd = open_checked(path, trust, e);

	if (fd < 0)
		return -1;
	close(fd);
	return 0;
}

int
trusted_file_look(const char *path, enum trust trust, struct err *e)
{
	struct stat st;

	return stat(path, &st) ? err_sys(e, ST_FAIL, "%s", path)
			       : check(path, &st, trust, e);
}

static int
read_all(const char *path, int fd, struct buf *b, struct err *e)
{
	size_t from = b->len;
	ssize_t n;

	while (b->len - from <= TRUSTED_FILE_SECRET_MAX &&
	    (n = read(fd, buf_room(b, 4096), 4096)) != 0) {
		if (n < 0)
			return err_sys(e, ST_FAIL, "%s", path);
		b->len += (size_t)n;
	}
	if (b->len - from > TRUSTED_FILE_SECRET_MAX)
		return err_set(e, ST_FAIL, "%s: more than %d bytes", path,
		    TRUSTED_FILE_SECRET_MAX);
	if (b->len > from && b->p[b->len - 1] == '\n')
		b->len--;
	if (b->len > from && b->p[b->len - 1] == '\r')
		b->len--;
	if (b->len == from)
		return err_set(e, ST_FAIL, "%s: empty", path);
	return 0;
}

int
trusted_file_read(
    const char *path, enum trust trust, struct buf *b, struct err *e)
{
	int fd = open_checked(path, trust, e), r;

	if (fd < 0)
		return -1;
	r = read_all(path, fd, b, e);
	close(fd);
	return r;
}
