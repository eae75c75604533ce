#define _GNU_SOURCE /* renameat2 */
#include "sys/file/whole_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "sys/file/atomic_file.h"
#include "sys/file/dir_names.h"
#include "sys/file/dir_sync.h"
#include "sys/file/flock_file.h"
#include "sys/file/path_beside.h"

enum { NAME_TAKEN = 200 }; /* bytes of its name in those beside it */

/* What a directory holds. */
struct look {
	whole_dir_holds_fn *holds;
	bool removes; /* the files that may be there */
	const char *path;
	struct err *e;
	bool failed;
};

static bool
is_dots(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

/* One of those, or what was to be one. */
static bool
may_hold(whole_dir_holds_fn *holds, const char *name)
{
	size_t len;
	const char *of = atomic_file_temp_of(name, &len);
	char *whole;
	bool is;

	if (!of)
		return holds(name);
	whole = mem_dup((struct span){ of, len });
	is = holds(whole);
	free(whole);
	return is;
}

static int
remove_file(const char *dir, const char *name, struct err *e)
{
	char *path = dir_names_path(dir, span_str(name));
	int r = 0;

	if (unlink(path) && errno != ENOENT)
		r = err_sys(e, ST_FAIL, "%s: remove", path);
	free(path);
	return r;
}

static void
look_at(void *arg, int dir, const char *name)
{
	struct look *l = arg;
	struct stat st;

	if (l->failed || is_dots(name))
		return;
	if (!may_hold(l->holds, name) ||
	    (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		!S_ISREG(st.st_mode))) {
		err_set(l->e, ST_FAIL,
		    "%s: holds %s, which is not made here: it is not replaced",
		    l->path, name);
		l->failed = true;
	} else if (l->removes) {
		l->failed = remove_file(l->path, name, l->e) < 0;
	}
}

/* Sees that a directory, if it is there, holds what it may, and removes that if
 * so wanted. */
static int
look(const struct whole_dir *d, const char *path, bool removes, struct err *e)
{
	struct look l = { d->holds, removes, path, e, false };
	struct stat st;

	if (lstat(path, &st))
		return errno == ENOENT ? 0 : err_sys(e, ST_FAIL, "%s", path);
	if (!S_ISDIR(st.st_mode))
		return err_set(e, ST_FAIL,
		    "%s: is no directory: it is not replaced", path);
	if (removes && st.st_uid != geteuid())
		return err_set(e, ST_FAIL, "%s: is another user's", path);
	return dir_names_each(path, look_at, &l, e) || l.failed ? -1 : 0;
}

/* Removes one with all that it holds, if it is there. */
static int
clear(const struct whole_dir *d, const char *path, struct err *e)
{
	if (look(d, path, true, e))
		return -1;
	if (rmdir(path) && errno != ENOENT)
		return err_sys(e, ST_FAIL, "%s: remove", path);
	return 0;
}

/* What stands behind the last slash. */
static const char *
last_of(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

/* The name of something beside it. */
static char *
beside(const char *name, const char *what)
{
	struct buf last = { 0 }, path = { 0 };

	buf_printf(
	    &last, ".%.*s.recon-tmp-%s", NAME_TAKEN, last_of(name), what);
	buf_byte(&last, '\0');
	path_beside(name, last.p, &path);
	buf_free(&last);
	return path.p;
}

/* Is the file that was locked still the one of that name? Who had it before may
 * have removed it: 0; or -1, told. */
static int
is_that(const char *path, int fd, struct err *e)
{
	struct stat named, open;

	if (fstat(fd, &open) || stat(path, &named))
		return errno == ENOENT ? 0 : err_sys(e, ST_FAIL, "%s", path);
	return named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

static int
lock(struct whole_dir *d, struct err *e)
{
	int r = 0;

	while (r == 0) {
		d->fd = flock_file_wait(d->lock, d->name, "making it", 0, e);
		if (d->fd < 0)
			return -1;
		r = is_that(d->lock, d->fd, e);
		if (r != 1)
			close(d->fd);
	}
	if (r < 0)
		d->fd = -1;
	return r < 0 ? -1 : 0;
}

static void
release(struct whole_dir *d)
{
	if (d->fd >= 0) {
		unlink(d->lock);
		close(d->fd);
	}
	free(d->name);
	free(d->making);
	free(d->before);
	free(d->lock);
	*d = (struct whole_dir){ .fd = -1 };
}

/* Without slashes at its end; it has a name by which it can be renamed. */
static int
set_name(struct whole_dir *d, const char *name, struct err *e)
{
	size_t n = strlen(name);
	const char *last;

	while (n > 1 && name[n - 1] == '/')
		n--;
	d->name = mem_dup((struct span){ name, n });
	last = last_of(d->name);
	if (*last && !is_dots(last))
		return 0;
	return err_set(
	    e, ST_FAIL, "\"%s\" is not a name that a directory can get", name);
}

int
whole_dir_begin(struct whole_dir *d, const char *name,
    whole_dir_holds_fn *holds, struct err *e)
{
	*d = (struct whole_dir){ .fd = -1, .holds = holds };
	if (set_name(d, name, e)) {
		release(d);
		return -1;
	}
	d->making = beside(d->name, "making");
	d->before = beside(d->name, "before");
	d->lock = beside(d->name, "lock");
	if (look(d, d->name, false, e) || lock(d, e)) {
		release(d);
		return -1;
	}
	if (clear(d, d->before, e) == 0 && clear(d, d->making, e) == 0) {
		if (mkdir(d->making, 0777) == 0)
			return 0;
		err_sys(e, ST_FAIL, "%s", d->name);
	}
	release(d);
	return -1;
}

/* Both change their names at once, where the system can do that. */
static bool
exchange(const char *a, const char *b)
{
#ifdef RENAME_EXCHANGE
	return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
#else
	(void)a;
	(void)b;
	return false;
#endif
}

/* The old one goes, the new one comes; or else the old one is back. */
static bool
rename_aside(const struct whole_dir *d)
{
	int why;

	if (rename(d->name, d->before))
		return false;
	if (rename(d->making, d->name) == 0)
		return true;
	why = errno;
	rename(d->before, d->name);
	errno = why;
	return false;
}

/* *old: where the one is that was there; NULL: there was none. */
static int
rename_whole(const struct whole_dir *d, const char **old, struct err *e)
{
	*old = NULL;
	if (rename(d->making, d->name) == 0)
		return 0;
	if (errno == ENOTEMPTY || errno == EEXIST) {
		*old = d->making;
		if (exchange(d->making, d->name))
			return 0;
		*old = d->before;
		if (rename_aside(d))
			return 0;
	}
	return err_sys(e, ST_FAIL, "%s: rename", d->name);
}

int
whole_dir_appear(struct whole_dir *d, struct err *e)
{
	const char *old;

	if (look(d, d->name, false, e) || dir_sync(d->making, e) ||
	    rename_whole(d, &old, e)) {
		whole_dir_abandon(d);
		return -1;
	}
	if (dir_sync_of(d->name, e) || (old && clear(d, old, e))) {
		release(d);
		return -1;
	}
	release(d);
	return 0;
}

void
whole_dir_abandon(struct whole_dir *d)
{
	struct err ignored = { 0 }; /* the next one takes it over */

	clear(d, d->making, &ignored);
	release(d);
}
