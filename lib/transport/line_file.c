#include "transport/line_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/dir_sync.h"
#include "sys/file/write_whole.h"

int
line_file_open(struct line_file *f, const char *path, struct err *e)
{
	struct stat st;

	*f = (struct line_file){ .path = path };
	f->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (f->fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	if (fstat(f->fd, &st) || !S_ISREG(st.st_mode)) {
		err_set(e, ST_FAIL, "%s: not a regular file", path);
		line_file_close(f);
		return -1;
	}
	if (dir_sync_of(path, e)) {
		line_file_close(f);
		return -1;
	}
	return 0;
}

void
line_file_add(struct line_file *f, struct span line)
{
	buf_add(&f->lines, line);
	buf_byte(&f->lines, '\n');
}

static int
lock(struct line_file *f, short type)
{
	struct flock l = { .l_type = type, .l_whence = SEEK_SET };
	int r;

	do
		r = fcntl(f->fd, F_SETLKW, &l);
	while (r < 0 && errno == EINTR);
	return r;
}

/* Does the file end within a line, where a process died or the disk was full? */
static bool
is_torn(const struct line_file *f)
{
	struct stat st;
	char last;

	return fstat(f->fd, &st) == 0 && st.st_size > 0 &&
	    pread(f->fd, &last, 1, st.st_size - 1) == 1 && last != '\n';
}

int
line_file_sync(struct line_file *f, struct err *e)
{
	int r;

	if (lock(f, F_WRLCK))
		return err_sys(e, ST_FAIL, "%s: lock", f->path);
	r = (is_torn(f) && write_whole(f->fd, SPAN("\n"))) ||
		write_whole(f->fd, buf_span(&f->lines)) || fdatasync(f->fd)
	    ? err_sys(e, ST_FAIL, "%s", f->path)
	    : 0;
	lock(f, F_UNLCK);
	buf_clear(&f->lines);
	return r;
}

void
line_file_close(struct line_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	buf_free(&f->lines);
	f->fd = -1;
}
