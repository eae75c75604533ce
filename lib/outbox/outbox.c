#include "outbox/outbox.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/file/dir_names.h"
#include "sys/file/dir_sync.h"

enum { TARGET_MAX = 200 }; /* bytes of a name */

/* Others must not be able to put events there, or take some away. */
static int
check(const char *dir, struct err *e)
{
	struct stat st;

	if (stat(dir, &st))
		return err_sys(e, ST_FAIL, "%s", dir);
	if (!S_ISDIR(st.st_mode))
		return err_set(e, ST_FAIL, "%s: not a directory", dir);
	if (st.st_uid != 0 && st.st_uid != geteuid())
		return err_set(e, ST_FAIL,
		    "%s: belongs to user %lu, who could change it", dir,
		    (unsigned long)st.st_uid);
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return err_set(e, ST_FAIL,
		    "%s: others can write it (mode %04o); chmod go-w makes it "
		    "safe",
		    dir, (unsigned)(st.st_mode & 07777));
	return 0;
}

/* Makes it where it is missing, on the disk. */
static int
make(const char *dir, struct err *e)
{
	char *above;
	int r;

	if (mkdir(dir, 0700))
		return errno == EEXIST ? 0 : err_sys(e, ST_FAIL, "%s", dir);
	above = dir_names_path(dir, SPAN(".."));
	r = dir_sync(above, e);
	free(above);
	return r;
}

int
outbox_look(struct outbox *o, const char *dir, struct err *e)
{
	if (check(dir, e))
		return -1;
	*o = (struct outbox){
		.dir = mem_dup(span_str(dir)),
		.wait_s = OUTBOX_WAIT,
		.remember_days = OUTBOX_REMEMBER,
	};
	return 0;
}

int
outbox_open(struct outbox *o, const char *dir, struct err *e)
{
	return make(dir, e) ? -1 : outbox_look(o, dir, e);
}

void
outbox_close(struct outbox *o)
{
	free(o->dir);
	*o = (struct outbox){ 0 };
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

bool
outbox_is_target(struct span name)
{
	if (name.len == 0 || name.len > TARGET_MAX || !is_letter(name.p[0]))
		return false;
	for (size_t i = 1; i < name.len; i++)
		if (!is_letter(name.p[i]) && name.p[i] != '-' &&
		    name.p[i] != '.')
			return false;
	return true;
}

/* Folders there. */
struct targets {
	char **names; /* owned, and each of them */
	size_t n, cap;
};

static void
note(void *arg, int dir, const char *name)
{
	struct targets *t = arg;
	struct stat st;

	if (!outbox_is_target(span_str(name)) || fstatat(dir, name, &st, 0) ||
	    !S_ISDIR(st.st_mode))
		return;
	t->names = mem_grow(t->names, &t->cap, t->n + 1, sizeof *t->names);
	t->names[t->n++] = mem_dup(span_str(name));
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
outbox_targets(
    const struct outbox *o, outbox_target_fn *fn, void *arg, struct err *e)
{
	struct targets t = { 0 };
	int r = dir_names_each(o->dir, note, &t, e);

	if (t.n)
		qsort(t.names, t.n, sizeof *t.names, compare);
	for (size_t i = 0; i < t.n; i++) {
		if (r == 0)
			r = fn(arg, t.names[i], e);
		free(t.names[i]);
	}
	free(t.names);
	return r;
}

int
outbox_make_target(const struct outbox *o, const char *target, struct err *e)
{
	char *folder;
	int r;

	if (!outbox_is_target(span_str(target)))
		return err_set(e, ST_FAIL,
		    "\"%s\": no name for a folder of an outbox: letters, "
		    "digits, _ and, but at its beginning, - and .",
		    excerpt(span_str(target)).s);
	folder = outbox_folder(o, target);
	r = make(folder, e) || check(folder, e) ? -1 : 0;
	free(folder);
	return r;
}

char *
outbox_folder(const struct outbox *o, const char *target)
{
	return dir_names_path(o->dir, span_str(target));
}

char *
outbox_path(const struct outbox *o, const char *target, const char *file)
{
	char *folder = outbox_folder(o, target);
	char *path = dir_names_path(folder, span_str(file));

	free(folder);
	return path;
}
