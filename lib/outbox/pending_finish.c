/* Runs that have nothing left, and what they leave. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "outbox/files/id_file.h"
#include "outbox/files/run_files.h"
#include "outbox/pending_inside.h"
#include "sys/clock.h"
#include "sys/file/dir_names.h"
#include "sys/file/dir_sync.h"
#include "sys/file/flock_file.h"

enum {
	ID_FILES_MAX = 32, /* more are merged */
	DAY_S = 86400,
	LOG_SMALL = 4096, /* bytes of a log that is left alone */
};

static int
remove_file(const char *folder, enum run_file is, uint64_t run, struct err *e)
{
	char *path = run_files_path(folder, is, run);
	int r = unlink(path) && errno != ENOENT
	    ? err_sys(e, ST_FAIL, "%s", path)
	    : 0;

	free(path);
	return r;
}

/* The ids of the run, and the day it was added on. */
static int
read_ids(
    const struct open_run *r, struct id_store *ids, int32_t *day, struct err *e)
{
	struct spool_item item;
	struct spool s;
	int got;

	if (spool_open(&s, r->path, e))
		return -1;
	*day = (int32_t)(s.added_s / DAY_S - (s.added_s % DAY_S < 0));
	while ((got = spool_next(&s, &item, e)) == 1)
		if (id_store_add(ids, &item.id, e) < 0) {
			got = -1;
			break;
		}
	spool_close(&s);
	return got;
}

/* The ids appear before the events go: what was told is known at any time. */
static int
finish_run(const char *folder, const struct open_run *r, struct err *e)
{
	char *path = run_files_path(folder, RUN_IDS, r->run);
	struct id_store ids = { .folder = folder };
	int32_t day;
	int got = read_ids(r, &ids, &day, e);

	if (got == 0)
		got = id_file_write(path, &ids, day, e);
	id_store_free(&ids);
	free(path);
	return got ? -1 : remove_file(folder, RUN_EVENTS, r->run, e);
}

static int
open_id_files(struct id_file *files, size_t *n, const char *folder,
    const struct run_files *all, struct err *e)
{
	for (*n = 0; *n < all->n[RUN_IDS]; ++*n) {
		char *path =
		    run_files_path(folder, RUN_IDS, all->of[RUN_IDS][*n]);
		int r = id_file_open(&files[*n], path, e);

		free(path);
		if (r)
			return -1;
	}
	return 0;
}

/* All of them become one, named for the newest. */
static int
merge(const struct pending *p, const struct run_files *all, struct err *e)
{
	size_t n = all->n[RUN_IDS], opened;
	struct id_file *files = mem_zeroed(n, sizeof *files);
	char *path =
	    run_files_path(p->folder, RUN_IDS, all->of[RUN_IDS][n - 1]);
	int64_t first = clock_wall_s() / DAY_S - p->outbox->remember_days;
	int r = open_id_files(files, &opened, p->folder, all, e);

	if (r == 0)
		r = id_file_merge(path, files, n, (int32_t)first, e);
	for (size_t i = 0; i < opened; i++)
		id_file_close(&files[i]);
	for (size_t i = 0; r == 0 && i < n - 1; i++)
		r = remove_file(p->folder, RUN_IDS, all->of[RUN_IDS][i], e);
	if (r == 0)
		r = pending_prune_replies(p, path, e);
	free(files);
	free(path);
	return r;
}

static bool
is_finished(const struct open_run *r)
{
	return r->left == 0 && r->dead == 0;
}

/* Removes the events of runs whose ids are there, of which one that was killed
 * left both. */
static int
remove_finished(
    const struct pending *p, const struct run_files *all, struct err *e)
{
	for (size_t i = 0; i < all->n[RUN_EVENTS]; i++) {
		uint64_t run = all->of[RUN_EVENTS][i];

		if (!run_files_is_open(all, run) &&
		    remove_file(p->folder, RUN_EVENTS, run, e))
			return -1;
	}
	return 0;
}

/* With write.lock held. */
static int
finish_all(const struct pending *p, struct err *e)
{
	struct run_files all;
	int r = run_files_clean(p->folder, e);

	for (size_t i = 0; r == 0 && i < p->runs.n; i++)
		if (is_finished(&p->runs.runs[i]))
			r = finish_run(p->folder, &p->runs.runs[i], e);
	if (r || run_files_list(&all, p->folder, e))
		return -1;
	r = remove_finished(p, &all, e);
	/* no events may come back whose ids are in another file by then */
	if (r == 0)
		r = dir_sync(p->folder, e);
	if (r == 0 && all.n[RUN_IDS] > ID_FILES_MAX)
		r = merge(p, &all, e);
	run_files_free(&all);
	return r;
}

/* Is there anything to do that needs write.lock? */
static int
has_finished(const struct pending *p, bool *has, struct err *e)
{
	struct run_files all;

	*has = false;
	for (size_t i = 0; i < p->runs.n; i++)
		*has |= is_finished(&p->runs.runs[i]);
	if (*has)
		return 0;
	if (run_files_list(&all, p->folder, e))
		return -1;
	*has = all.n[RUN_IDS] > ID_FILES_MAX;
	for (size_t i = 0; i < all.n[RUN_EVENTS]; i++)
		*has |= !run_files_is_open(&all, all.of[RUN_EVENTS][i]);
	run_files_free(&all);
	return 0;
}

int
pending_finish(struct pending *p, struct err *e)
{
	char *path;
	bool has;
	int fd = -1, r;

	if (has_finished(p, &has, e))
		return -1;
	if (!has)
		return 0;
	path = dir_names_path(p->folder, SPAN("write.lock"));
	r = flock_file_try(path, &fd, e);
	free(path);
	if (r <= 0)
		return r;
	r = finish_all(p, e);
	p->finished = r == 0;
	close(fd);
	return r;
}

/* Of events: only those of runs that are not finished. */
static enum outcome_log_verdict
keep_open(void *arg, const struct outcome *o, uint64_t offset, uint64_t bytes)
{
	const struct pending *p = arg;
	const struct open_run *r = open_runs_find(&p->runs, o->run);

	(void)offset;
	(void)bytes;
	return r && !(p->finished && is_finished(r)) ? OUTCOME_KEEP
						     : OUTCOME_DROP;
}

/* What is known of the target, as lines. */
static void
add_target(const struct pending *p, struct buf *b)
{
	int64_t now = clock_wall_s();
	struct outcome gone = { .word = OUTCOME_GONE, .time_s = now };
	struct outcome breaker = {
		.word = OUTCOME_BREAKER,
		.time_s = now,
		.until_s = p->breaker.until_s,
		.number = p->breaker.pause_s,
	};
	struct outcome answers = {
		.word = OUTCOME_ANSWERS,
		.time_s = now,
		.number = p->taken,
	};

	if (p->gone) {
		gone.reason = span_str(p->gone_why.p);
		outcome_format(b, &gone);
	}
	if (p->breaker.pause_s)
		outcome_format(b, &breaker);
	if (p->taken)
		outcome_format(b, &answers);
}

int
pending_compact(struct pending *p, struct err *e)
{
	struct buf more = { 0 };
	uint64_t keep = 0;
	int r;

	for (size_t i = 0; i < p->runs.n; i++)
		if (!p->finished || !is_finished(&p->runs.runs[i]))
			keep += p->runs.runs[i].log_bytes;
	if (p->log.bytes < LOG_SMALL || keep > p->log.bytes / 2)
		return 0;
	add_target(p, &more);
	r = outcome_log_rewrite(
	    p->log_path, keep_open, p, buf_span(&more), p->damaged_path, e);
	buf_free(&more);
	return r;
}
