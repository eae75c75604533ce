#include "outbox/files/run_files.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/file/atomic_file.h"
#include "sys/file/dir_names.h"

enum { DIGITS = 10 };

static const char *const endings[] = {
	[RUN_EVENTS] = ".events",
	[RUN_IDS] = ".ids",
};

static bool
parse(struct span name, enum run_file *is, uint64_t *run)
{
	struct span digits = { name.p, DIGITS }, ending;

	if (name.len < DIGITS || !span_count(digits, run) || *run == 0)
		return false;
	ending = (struct span){ name.p + DIGITS, name.len - DIGITS };
	*is =
	    span_eq(ending, span_str(endings[RUN_IDS])) ? RUN_IDS : RUN_EVENTS;
	return span_eq(ending, span_str(endings[*is]));
}

static void
note(void *arg, int dir, const char *name)
{
	struct run_files *f = arg;
	enum run_file is;
	uint64_t run;

	(void)dir;
	if (!parse(span_str(name), &is, &run))
		return;
	f->of[is] =
	    mem_grow(f->of[is], &f->cap[is], f->n[is] + 1, sizeof *f->of[is]);
	f->of[is][f->n[is]++] = run;
	if (run > f->last)
		f->last = run;
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

int
run_files_list(struct run_files *f, const char *folder, struct err *e)
{
	*f = (struct run_files){ 0 };
	if (dir_names_each(folder, note, f, e)) {
		run_files_free(f);
		return -1;
	}
	for (int is = RUN_EVENTS; is <= RUN_IDS; is++)
		if (f->n[is])
			qsort(f->of[is], f->n[is], sizeof *f->of[is], compare);
	return 0;
}

bool
run_files_has(const struct run_files *f, enum run_file is, uint64_t run)
{
	return f->n[is] &&
	    bsearch(&run, f->of[is], f->n[is], sizeof run, compare);
}

void
run_files_free(struct run_files *f)
{
	for (int is = RUN_EVENTS; is <= RUN_IDS; is++)
		free(f->of[is]);
	*f = (struct run_files){ 0 };
}

char *
run_files_path(const char *folder, enum run_file is, uint64_t run)
{
	char name[32];

	snprintf(
	    name, sizeof name, "%0*" PRIu64 "%s", DIGITS, run, endings[is]);
	return dir_names_path(folder, span_str(name));
}

struct removal {
	const char *folder;
	const char *name; /* NULL: files of runs */
	struct err *e;
	bool failed;
};

static void
remove_temp(void *arg, int dir, const char *name)
{
	struct removal *r = arg;
	enum run_file is;
	uint64_t run;
	size_t len;
	const char *of = atomic_file_temp_of(name, &len);

	if (r->failed || !of)
		return;
	if (r->name ? !span_eq((struct span){ of, len }, span_str(r->name))
		    : !parse((struct span){ of, len }, &is, &run))
		return;
	if (unlinkat(dir, name, 0) && errno != ENOENT)
		r->failed = err_sys(r->e, ST_FAIL, "%s/%s", r->folder, name);
}

int
run_files_clean(const char *folder, struct err *e)
{
	return run_files_clean_temp(folder, NULL, e);
}

int
run_files_clean_temp(const char *folder, const char *name, struct err *e)
{
	struct removal r = { .folder = folder, .name = name, .e = e };

	return dir_names_each(folder, remove_temp, &r, e) || r.failed ? -1 : 0;
}
