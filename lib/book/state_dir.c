#include "book/state_dir.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "value/date.h"
#include "sys/atomic_file.h"
#include "sys/dir_sync.h"
#include "sys/lockfile.h"
#include "base/mem.h"

#define BACK "back-"
#define PREFIX "open-"
#define SUFFIX ".res"

/* The path of a file in the directory; the caller frees. */
static char *
path_of(const struct state_dir *d, const char *name)
{
	struct buf b = { 0 };
	size_t n = strlen(d->dir);

	buf_add(&b, (struct span){ d->dir, n });
	if (n == 0 || d->dir[n - 1] != '/')
		buf_byte(&b, '/');
	buf_str(&b, name);
	buf_byte(&b, '\0');
	return b.p;
}

static char *
day_path(const struct state_dir *d, const char *before, int32_t day)
{
	char name[sizeof BACK PREFIX SUFFIX + DATE_LEN], date[DATE_LEN + 1];

	date_format(day, date);
	snprintf(name, sizeof name, "%s" PREFIX "%s" SUFFIX, before, date);
	return path_of(d, name);
}

char *
state_dir_path(const struct state_dir *d, int32_t day)
{
	return day_path(d, "", day);
}

char *
state_dir_back_path(const struct state_dir *d, int32_t day)
{
	return day_path(d, BACK, day);
}

/* Is name that of a day's file, with *rest what stands behind it? */
static bool
is_day(const char *name, int32_t *day, const char **rest)
{
	struct span s = span_str(name), date;

	if (!span_begins(s, SPAN(PREFIX)) ||
	    s.len < sizeof PREFIX SUFFIX - 1 + DATE_LEN)
		return false;
	date = (struct span){ s.p + sizeof PREFIX - 1, DATE_LEN };
	*rest = date.p + DATE_LEN;
	if (!date_parse(date, day) || strncmp(*rest, SUFFIX, sizeof SUFFIX - 1))
		return false;
	*rest += sizeof SUFFIX - 1;
	return true;
}

/* True for the temporary file that output leaves when the program is killed
 * while it writes a day. */
static bool
is_leftover(const char *name)
{
	size_t len;
	const char *of = atomic_file_temp_of(name, &len), *rest;
	int32_t day;

	if (of && span_begins(span_str(of), SPAN(BACK))) {
		of += sizeof BACK - 1;
		len -= sizeof BACK - 1;
	}
	return of && is_day(of, &day, &rest) && rest == of + len;
}

/* True for a day that replaces itself and all later ones. */
static bool
is_back(const char *name, int32_t *day)
{
	const char *rest;

	return span_begins(span_str(name), SPAN(BACK)) &&
	    is_day(name + sizeof BACK - 1, day, &rest) && !*rest;
}

static int
by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static int
scan(struct state_dir *d, struct err *e)
{
	DIR *dir = opendir(d->dir);
	struct dirent *en;
	const char *rest;
	int32_t day;
	int r = 0;

	if (!dir)
		return err_sys(e, ST_FAIL, "%s", d->dir);
	while (errno = 0, (en = readdir(dir)) != NULL) {
		if (is_leftover(en->d_name)) {
			unlinkat(dirfd(dir), en->d_name, 0);
		} else if (is_back(en->d_name, &day)) {
			d->goes_back = true;
			d->back = day;
		} else if (is_day(en->d_name, &day, &rest) && !*rest) {
			d->days = mem_grow(
			    d->days, &d->cap, d->n + 1, sizeof *d->days);
			d->days[d->n++] = day;
		}
	}
	if (errno)
		r = err_sys(e, ST_FAIL, "%s", d->dir);
	closedir(dir);
	if (d->n)
		qsort(d->days, d->n, sizeof *d->days, by_day);
	return r;
}

static int
lock(struct state_dir *d, struct err *e)
{
	char *path = path_of(d, "lock");

	d->lock = lockfile_take(path, d->dir, e);
	free(path);
	return d->lock < 0 ? -1 : 0;
}

/* Makes the directory where it is missing, and brings it to the disk. */
static int
make(const struct state_dir *d, struct err *e)
{
	char *above;
	int r;

	if (mkdir(d->dir, 0777))
		return errno == EEXIST ? 0 : err_sys(e, ST_FAIL, "%s", d->dir);
	above = path_of(d, "..");
	r = dir_sync(above, e);
	free(above);
	return r;
}

int
state_dir_open(struct state_dir *d, const char *dir, struct err *e)
{
	*d = (struct state_dir){ .lock = -1, .dir = mem_dup(span_str(dir)) };
	if (make(d, e) == 0 && lock(d, e) == 0 && scan(d, e) == 0 &&
	    state_dir_go_back(d, e) == 0)
		return 0;
	state_dir_close(d);
	return -1;
}

/* Removes the newest day. */
static int
remove_last(struct state_dir *d, struct err *e)
{
	char *path = state_dir_path(d, d->days[d->n - 1]);
	int r = 0;

	if (unlink(path) && errno != ENOENT)
		r = err_sys(e, ST_FAIL, "%s", path);
	else
		d->n--;
	free(path);
	return r;
}

/* The day that was gone back to gets its own name. */
static int
take_name(struct state_dir *d, struct err *e)
{
	char *from = state_dir_back_path(d, d->back);
	char *to = state_dir_path(d, d->back);
	int r = rename(from, to) ? err_sys(e, ST_FAIL, "%s: rename", to)
				 : dir_sync(d->dir, e);

	free(from);
	free(to);
	if (r == 0) {
		d->goes_back = false;
		if (d->n == 0 || d->days[d->n - 1] != d->back) {
			d->days = mem_grow(
			    d->days, &d->cap, d->n + 1, sizeof *d->days);
			d->days[d->n++] = d->back;
		}
	}
	return r;
}

int
state_dir_go_back(struct state_dir *d, struct err *e)
{
	int r = 0;

	if (!d->goes_back)
		return 0;
	while (r == 0 && d->n && d->days[d->n - 1] > d->back)
		r = remove_last(d, e);
	if (r == 0) /* they are gone before the name says that all is done */
		r = dir_sync(d->dir, e);
	return r ? r : take_name(d, e);
}

void
state_dir_close(struct state_dir *d)
{
	if (d->lock >= 0)
		close(d->lock);
	free(d->dir);
	free(d->days);
	*d = (struct state_dir){ .lock = -1 };
}
