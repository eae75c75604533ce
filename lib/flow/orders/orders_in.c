#include "flow/orders/orders_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "flow/orders/orders.h"
#include "flow/orders/orders_file.h"
#include "flow/orders/orders_words.h"
#include "sys/clock.h"
#include "sys/file/dir_names.h"
#include "sys/user.h"

static bool
ends(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && !strcmp(name + n - m, end);
}

static void
drop_old(void *arg, int dir, const char *name)
{
	int64_t *before = arg;
	struct stat st;

	if ((ends(name, ORDERS_ANSWER) || ends(name, ORDERS_TEMP)) &&
	    fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode) && (int64_t)st.st_mtime < *before)
		unlinkat(dir, name, 0);
}

static int
watch(const char *path)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd >= 0 &&
	    inotify_add_watch(fd, path, IN_MOVED_TO | IN_MOVE_SELF) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static void
drop_taken(struct orders_in *in)
{
	words_free(&in->words);
	free(in->groups);
	in->groups = NULL;
}

void
orders_in_close(struct orders_in *in)
{
	for (size_t i = 0; i < in->n_open; i++)
		orders_open_free(&in->open[i]);
	free(in->open);
	if (in->changes >= 0)
		close(in->changes);
	drop_taken(in);
	names_free(&in->queue);
	buf_free(&in->who);
	free(in->dir);
	*in = (struct orders_in){ .changes = -1 };
}

static bool
is_open(const struct orders_in *in, struct span name)
{
	for (size_t i = 0; i < in->n_open; i++)
		if (span_eq(span_str(in->open[i].name), name))
			return true;
	return false;
}

static void
see(void *arg, int dir, const char *name)
{
	struct orders_in *in = arg;
	struct span s = { name, strlen(name) };

	(void)dir;
	if (!ends(name, ORDERS_ORDER))
		return;
	s.len -= strlen(ORDERS_ORDER);
	if (!is_open(in, s))
		names_add(&in->queue, s);
}

static int
by_name(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return span_cmp(*x, *y);
}

/* Looks which files there are. */
static void
look(struct orders_in *in)
{
	struct buf path = { 0 };
	struct err e;

	names_free(&in->queue);
	in->next = 0;
	orders_path(&path, in->dir, "", "");
	if (dir_names_each(path.p, see, in, &e) == 0 && in->queue.n)
		qsort(in->queue.list, in->queue.n, sizeof *in->queue.list,
		    by_name);
	buf_free(&path);
}

int
orders_in_open(struct orders_in *in, const char *dir, struct err *e)
{
	int64_t before = clock_wall_s() - ORDERS_OLD_S;
	struct buf path = { 0 };
	int r;

	*in =
	    (struct orders_in){ .dir = mem_dup(span_str(dir)), .changes = -1 };
	r = orders_make(dir, &path, e);
	if (r == 0)
		r = dir_names_each(path.p, drop_old, &before, e);
	if (r == 0)
		in->changes = watch(path.p);
	buf_free(&path);
	if (r)
		orders_in_close(in);
	else
		look(
		    in); /* what was there before anything is told of changes */
	return r;
}

/* Opens the next file there is: false where there is none. */
static bool
open_next(struct orders_in *in)
{
	while (in->next < in->queue.n) {
		struct orders_open f = { 0 };

		if (!orders_open_file(&f, in->dir, in->queue.list[in->next++]))
			continue;
		in->open = mem_grow(
		    in->open, &in->cap_open, in->n_open + 1, sizeof *in->open);
		in->open[in->n_open++] = f;
		return true;
	}
	return false;
}

static struct orders_open *
file_with_more(struct orders_in *in)
{
	for (size_t i = 0; i < in->n_open; i++)
		if (orders_open_has_more(&in->open[i]))
			return &in->open[i];
	return NULL;
}

/* Somebody took the directory away: commands make another, or we do. */
static void
watch_again(struct orders_in *in)
{
	struct buf path = { 0 };
	struct err e;

	close(in->changes);
	in->changes = orders_make(in->dir, &path, &e) ? -1 : watch(path.p);
	buf_free(&path);
}

/* Is something new there since the last look? */
static bool
changed(struct orders_in *in)
{
	union {
		struct inotify_event first; /* for its alignment */
		char bytes[4096];
	} events;
	bool some = in->changes < 0, gone = false;
	ssize_t n;

	while (in->changes >= 0 &&
	    (n = read(in->changes, events.bytes, sizeof events)) > 0) {
		some = true;
		for (ssize_t at = 0; at < n;) {
			const struct inotify_event *v =
			    (const void *)(events.bytes + at);

			gone |= (v->mask & (IN_IGNORED | IN_MOVE_SELF)) != 0;
			at += (ssize_t)(sizeof *v + v->len);
		}
	}
	if (gone)
		watch_again(in);
	return some;
}

static int
take_person(struct orders_in *in, unsigned long uid, struct err *e)
{
	buf_clear(&in->who);
	buf_printf(&in->who, "%lu ", uid);
	if (user_name_of(uid, &in->who, e) ||
	    user_groups_of(uid, &in->groups, e))
		return -1;
	buf_byte(&in->who, '\0');
	return 0;
}

bool
orders_in_next(struct orders_in *in, struct orders_taken *o)
{
	for (;;) {
		struct orders_open *f = file_with_more(in);
		struct span line;
		const char *id;
		struct err e;

		if (!f && in->next == in->queue.n && changed(in))
			look(in);
		if (!f && !open_next(in))
			return false;
		if (!f)
			continue;
		drop_taken(in);
		id = orders_open_next(f, &line);
		err_set(&e, ST_DATA, "this is no order");
		if (!orders_words(&in->words, line) ||
		    take_person(in, f->uid, &e)) {
			orders_in_answer(in, id, e.status, span_str(e.text));
			continue;
		}
		*o = (struct orders_taken){ .id = id,
			.words = &in->words,
			.uid = f->uid,
			.who = in->who.p,
			.groups = (const char *const *)in->groups };
		return true;
	}
}

void
orders_in_answer(
    struct orders_in *in, const char *id, enum status status, struct span text)
{
	for (size_t i = 0; i < in->n_open; i++) {
		struct orders_open *f = &in->open[i];

		if (!orders_open_answer(f, id, status, text))
			continue;
		if (orders_open_is_done(f)) {
			orders_open_finish(f, in->dir);
			orders_open_free(f);
			*f = in->open[--in->n_open];
		}
		return;
	}
}
