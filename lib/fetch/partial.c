#include "fetch/partial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/atomic_file.h"

/* A file that is gone when it is closed. */
static int
open_nameless(struct partial *p, struct err *e)
{
	const char *dir = getenv("TMPDIR");
	struct buf b = { 0 };

	buf_printf(&b, "%s/recon-fetch-XXXXXX", dir && *dir ? dir : "/tmp");
	buf_byte(&b, '\0');
	p->fd = mkstemp(b.p);
	if (p->fd >= 0) {
		unlink(b.p);
		fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	} else {
		err_sys(e, ST_FAIL, "%s", b.p);
	}
	buf_free(&b);
	return p->fd < 0 ? -1 : 0;
}

int
partial_open(struct partial *p, const char *file, struct err *e)
{
	struct stat st;
	bool there;

	*p = (struct partial){ .file = file, .fd = -1 };
	if (!file)
		return open_nameless(p, e);
	there = stat(file, &st) == 0;
	if (there && S_ISDIR(st.st_mode))
		return err_set(e, ST_FAIL, "%s: is a directory", file);
	if (there && !S_ISREG(st.st_mode))
		return err_set(e, ST_FAIL, "%s: not a regular file", file);
	p->fd = atomic_file_open(file, there ? &st : NULL, &p->temp, e);
	return p->fd < 0 ? -1 : 0;
}

static const char *
name_of(const struct partial *p)
{
	return p->file ? p->file : "a temporary file";
}

int
partial_put(void *partial, struct span s, struct err *e)
{
	struct partial *p = partial;

	while (s.len) {
		ssize_t n = pwrite(p->fd, s.p, s.len, p->got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, ST_FAIL, "%s: write", name_of(p));
		p->got += n;
		s = (struct span){ s.p + n, s.len - (size_t)n };
	}
	return 0;
}

int
partial_restart(struct partial *p, struct err *e)
{
	p->got = 0;
	if (ftruncate(p->fd, 0) || lseek(p->fd, 0, SEEK_SET) < 0)
		return err_sys(e, ST_FAIL, "%s", name_of(p));
	return 0;
}

void
partial_path(const struct partial *p, char *path, size_t room)
{
	if (p->temp)
		snprintf(path, room, "%s", p->temp);
	else
		snprintf(path, room, "/proc/%ld/fd/%d", (long)getpid(), p->fd);
}

/* A file has the time of what it is a copy of, by which that is known again. */
static int
settle(const struct partial *p, struct err *e)
{
	const struct timespec times[2] = { { .tv_nsec = UTIME_NOW },
		{ .tv_sec = p->mark.mtime } };

	if (p->mark.mtime >= 0 && futimens(p->fd, times))
		return err_sys(e, ST_FAIL, "%s", p->file);
	if (fsync(p->fd))
		return err_sys(e, ST_FAIL, "%s: fsync", p->file);
	return 0;
}

int
partial_appear(struct partial *p, struct err *e)
{
	int r = settle(p, e);

	if (close(p->fd) && r == 0)
		r = err_sys(e, ST_FAIL, "%s: close", p->file);
	p->fd = -1;
	if (r == 0)
		r = atomic_file_appear(&p->temp, p->file, e);
	partial_drop(p);
	return r;
}

void
partial_drop(struct partial *p)
{
	if (p->fd >= 0)
		close(p->fd);
	if (p->temp)
		atomic_file_remove(p->temp);
	p->fd = -1;
	p->temp = NULL;
}
