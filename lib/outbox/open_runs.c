#include "outbox/open_runs.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "outbox/files/run_files.h"
#include "outbox/files/spool.h"

enum { A_BYTE = 4 }; /* events */

static uint32_t
mark_of(const struct event_id *id)
{
	uint32_t mark;

	memcpy(&mark, id->bytes, sizeof mark);
	return mark;
}

static int
read_marks(struct open_run *r, struct spool *s, struct err *e)
{
	struct spool_item item;
	int got;

	while ((got = spool_next(s, &item, e)) == 1) {
		if (!item.is_event)
			continue;
		r->marks =
		    mem_grow(r->marks, &r->cap, item.n, sizeof *r->marks);
		r->marks[item.n - 1] = mark_of(&item.id);
	}
	r->n = r->left = s->n;
	return got;
}

static void
free_run(struct open_run *r)
{
	free(r->path);
	free(r->states);
	free(r->marks);
	free(r->tried);
	free(r->told);
}

/* 1; 0 where the file is gone: the run was finished since the folder was read;
 * or -1, told. */
static int
read_run(struct open_run *r, const char *folder, uint64_t run, struct err *e)
{
	struct spool s;

	*r = (struct open_run){
		.run = run,
		.path = run_files_path(folder, RUN_EVENTS, run),
	};
	if (access(r->path, F_OK) && errno == ENOENT) {
		free_run(r);
		return 0;
	}
	if (spool_open(&s, r->path, e)) {
		free_run(r);
		return -1;
	}
	if (read_marks(r, &s, e)) {
		spool_close(&s);
		free_run(r);
		return -1;
	}
	spool_close(&s);
	r->states = mem_zeroed(r->n / A_BYTE + 1, 1);
	return 1;
}

int
open_runs_read(struct open_runs *o, const char *folder, struct err *e)
{
	struct run_files files;
	int got = 0;

	*o = (struct open_runs){ 0 };
	if (run_files_list(&files, folder, e))
		return -1;
	for (size_t i = 0; got >= 0 && i < files.n[RUN_EVENTS]; i++) {
		uint64_t run = files.of[RUN_EVENTS][i];

		if (!run_files_is_open(&files, run))
			continue;
		o->runs = mem_grow(o->runs, &o->cap, o->n + 1, sizeof *o->runs);
		got = read_run(&o->runs[o->n], folder, run, e);
		if (got == 1)
			o->left += o->runs[o->n++].left;
	}
	run_files_free(&files);
	if (got < 0)
		open_runs_free(o);
	return got < 0 ? -1 : 0;
}

void
open_runs_want_told(struct open_runs *o)
{
	o->wants_told = true;
}

static int
compare(const void *key, const void *at)
{
	uint64_t run = *(const uint64_t *)key;
	const struct open_run *r = at;

	return (run > r->run) - (run < r->run);
}

struct open_run *
open_runs_find(const struct open_runs *o, uint64_t run)
{
	return o->n ? bsearch(&run, o->runs, o->n, sizeof *o->runs, compare)
		    : NULL;
}

enum outcome_log_verdict
open_runs_judge(const struct open_runs *o, const struct outcome *told)
{
	const struct open_run *r = open_runs_find(o, told->run);

	if (!r)
		return OUTCOME_DROP;
	return told->n <= r->n && r->marks[told->n - 1] == mark_of(&told->id)
	    ? OUTCOME_KEEP
	    : OUTCOME_BAD;
}

enum event_state
open_run_state(const struct open_run *r, uint32_t n)
{
	unsigned at = (n - 1) % A_BYTE * 2;

	return (enum event_state)(r->states[(n - 1) / A_BYTE] >> at & 3);
}

/* The run's and everybody's count of events in a state, changed. */
static void
count(
    struct open_runs *o, struct open_run *r, enum event_state state, bool more)
{
	uint32_t *n = state == EVENT_LEFT ? &r->left
	    : state == EVENT_DEAD         ? &r->dead
					  : NULL;
	uint64_t *all = state == EVENT_LEFT ? &o->left : &o->dead;

	if (!n)
		return;
	*n = more ? *n + 1 : *n - 1;
	*all = more ? *all + 1 : *all - 1;
}

static void
set_state(
    struct open_runs *o, struct open_run *r, uint32_t n, enum event_state state)
{
	unsigned char *byte = &r->states[(n - 1) / A_BYTE];
	unsigned at = (n - 1) % A_BYTE * 2;

	count(o, r, open_run_state(r, n), false);
	count(o, r, state, true);
	*byte = (unsigned char)((*byte & ~(3u << at)) | (unsigned)state << at);
}

static void
set_tried(struct open_run *r, uint32_t n, uint32_t tries, int64_t due_s)
{
	if (!r->tried && tries == 0 && due_s == 0)
		return;
	if (!r->tried)
		r->tried = mem_zeroed(r->n, sizeof *r->tried);
	r->tried[n - 1] = (struct event_tried){ due_s, tries };
}

void
open_runs_apply(
    struct open_runs *o, const struct outcome *told, uint64_t offset)
{
	static const enum event_state becomes[] = {
		[OUTCOME_OK] = EVENT_OK,
		[OUTCOME_RETRY] = EVENT_LEFT,
		[OUTCOME_DEAD] = EVENT_DEAD,
		[OUTCOME_REDO] = EVENT_LEFT,
		[OUTCOME_FORGET] = EVENT_FORGOTTEN,
	};
	struct open_run *r = open_runs_find(o, told->run);

	set_state(o, r, told->n, becomes[told->word]);
	if (becomes[told->word] != EVENT_OK)
		set_tried(r, told->n, told->tries, told->until_s);
	if (!o->wants_told)
		return;
	if (!r->told)
		r->told = mem_zeroed(r->n, sizeof *r->told);
	r->told[told->n - 1] = offset + 1;
}

void
open_runs_settle(struct open_runs *o)
{
	for (size_t i = 0; i < o->n; i++) {
		free(o->runs[i].marks);
		o->runs[i].marks = NULL;
	}
}

void
open_runs_free(struct open_runs *o)
{
	for (size_t i = 0; i < o->n; i++)
		free_run(&o->runs[i]);
	free(o->runs);
	*o = (struct open_runs){ 0 };
}
