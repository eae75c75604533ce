#include "flow/orders/orders_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void
orders_path(struct buf *b, const char *dir, const char *name, const char *end)
{
	buf_printf(
	    b, "%s/orders%s%s%s%c", dir, *name ? "/" : "", name, end, '\0');
}

static int
read_all(int fd, const char *path, size_t len, struct buf *b, struct err *e)
{
	size_t begin = b->len;

	while (b->len - begin < len) {
		size_t left = len - (b->len - begin);
		ssize_t n = read(fd, buf_room(b, left), left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, ST_FAIL, "%s", path);
		if (n == 0)
			break;
		b->len += (size_t)n;
	}
	return 1;
}

int
orders_read(
    const char *path, struct buf *b, struct orders_stat *told, struct err *e)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), r;
	struct stat st = { 0 };

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return err_sys(
		    e, errno == ELOOP ? ST_DATA : ST_FAIL, "%s", path);
	if (fstat(fd, &st))
		r = err_sys(e, ST_FAIL, "%s", path);
	else if (!S_ISREG(st.st_mode))
		r = err_set(e, ST_DATA, "%s: it is no file", path);
	else if (st.st_nlink > 1)
		r = err_set(e, ST_DATA,
		    "%s: it has another name, too; whose order it is cannot be "
		    "known",
		    path);
	else if (st.st_size > ORDERS_FILE_MAX)
		r = err_set(e, ST_DATA, "%s: more than %d MiB", path,
		    ORDERS_FILE_MAX >> 20);
	else
		r = read_all(fd, path, (size_t)st.st_size, b, e);
	close(fd);
	told->uid = (unsigned long)st.st_uid;
	told->written = (int64_t)st.st_mtime;
	return r;
}
