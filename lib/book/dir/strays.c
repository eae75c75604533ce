#include "book/dir/strays.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sys/file/dir_names.h"
#include "book/dir/state_name.h"

/* The files of days that are there. */
struct found {
	struct state_name *of; /* owned */
	size_t n, cap;
	int32_t *older; /* owned: the days of files of the older form */
	size_t n_older, cap_older;
};

static void
note(void *arg, int dir, const char *name)
{
	struct found *f = arg;
	struct state_name n;
	int32_t day;
	bool back;

	(void)dir;
	if (state_name_parse(span_str(name), &n)) {
		f->of = mem_grow(f->of, &f->cap, f->n + 1, sizeof *f->of);
		f->of[f->n++] = n;
	} else if (state_name_older(span_str(name), &day, &back)) {
		f->older = mem_grow(
		    f->older, &f->cap_older, f->n_older + 1, sizeof *f->older);
		f->older[f->n_older++] = day;
	}
}

static int
by_place(const void *x, const void *y)
{
	const struct state_name *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->generation != b->generation)
		return a->generation < b->generation ? -1 : 1;
	return (int)a->is - (int)b->is;
}

/* The file of a day that is being taken over: its open items lie there under
 * the name of the older form, and nothing was named yet. */
static bool
is_taken_over(
    const struct found *f, const struct manifest *m, const struct state_name *n)
{
	if (m->n || n->is != STATE_DAY || n->generation != 1)
		return false;
	for (size_t i = 0; i < f->n_older; i++)
		if (f->older[i] == n->day)
			return true;
	return false;
}

int
strays_check(const char *dir, const struct manifest *m, struct err *e)
{
	const struct state_name *newest = NULL;
	struct found f = { 0 };
	size_t generations = 0;
	int r = dir_names_each(dir, note, &f, e);

	if (f.n)
		qsort(f.of, f.n, sizeof *f.of, by_place);
	for (size_t i = 0; i < f.n; i++) {
		struct state_name *n = &f.of[i];

		if (manifest_find(m, n->day, n->generation) ||
		    is_taken_over(&f, m, n))
			continue;
		if (!newest || newest->day != n->day ||
		    newest->generation != n->generation)
			generations++;
		newest = n;
	}
	if (r == 0 && generations > 1) {
		char name[STATE_NAME_CAP];
		char *path;

		state_name_format(name, newest);
		path = dir_names_path(dir, span_str(name));
		r = err_set(e, ST_DATA,
		    "%s: the manifest names neither this nor the files of %zu "
		    "more generations, and a run that was killed leaves one "
		    "at most: was an older manifest put back? put back the "
		    "newest one, or move the files away",
		    path, generations - 1);
		free(path);
	}
	free(f.of);
	free(f.older);
	return r;
}
