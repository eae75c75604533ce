#include "outbox/outbox_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "outbox/files/outcome_log.h"
#include "outbox/files/spool.h"
#include "outbox/open_runs.h"
#include "sys/file/dir_names.h"
#include "text/tsv.h"

struct listing {
	const char *target;
	char *log; /* owned */
	int fd;    /* of it, or -1: there is none */
	struct open_runs runs;
	struct buf line, reason; /* owned */
	outbox_list_fn *fn;
	void *arg;
};

static enum outcome_log_verdict
apply(void *arg, const struct outcome *o, uint64_t offset, uint64_t bytes)
{
	struct listing *l = arg;

	(void)bytes;
	if (outcome_is_of_event(o) &&
	    open_runs_judge(&l->runs, o) == OUTCOME_KEEP)
		open_runs_apply(&l->runs, o, offset);
	return OUTCOME_KEEP;
}

static enum outbox_state
state_of(enum outcome_word word)
{
	switch (word) {
	case OUTCOME_OK:
		return OUTBOX_OK;
	case OUTCOME_RETRY:
		return OUTBOX_RETRY;
	case OUTCOME_DEAD:
		return OUTBOX_DEAD;
	case OUTCOME_FORGET:
		return OUTBOX_FORGOTTEN;
	default:
		return OUTBOX_LEFT;
	}
}

/* What the log says of the event. */
static int
add_told(struct listing *l, const struct open_run *r, struct outbox_listed *is,
    struct err *e)
{
	struct outcome o;

	if (!r->told || !r->told[is->n - 1])
		return 0;
	if (outcome_log_line(l->fd, r->told[is->n - 1] - 1, &l->line, &o, e))
		return -1;
	if (o.run != is->run || o.n != is->n)
		return err_set(
		    e, ST_DATA, "%s: it was changed meanwhile", l->log);
	buf_clear(&l->reason);
	tsv_unescape(&l->reason, o.reason);
	is->state = state_of(o.word);
	is->tries = o.tries;
	is->told_s = o.time_s;
	is->due_s = o.until_s;
	is->reason = buf_span(&l->reason);
	is->values = o.values;
	return 0;
}

static int
list_item(struct listing *l, const struct open_run *r, const struct spool *s,
    const struct spool_item *item, struct err *e)
{
	struct outbox_listed is = {
		.target = l->target,
		.run = r->run,
		.n = item->n,
		.added_s = s->added_s,
		.book = buf_span(&s->book),
		.kind = item->kind,
		.state = OUTBOX_LEFT,
		.id = item->id,
		.key = item->key,
		.json = item->json,
	};

	if (item->n > r->n)
		return err_set(
		    e, ST_DATA, "%s: it was changed meanwhile", r->path);
	return add_told(l, r, &is, e) ? -1 : l->fn(l->arg, &is, e);
}

static int
list_run(struct listing *l, const struct open_run *r, struct err *e)
{
	struct spool_item item;
	struct spool s;
	int got, result = 0;

	/* it was finished meanwhile */
	if (access(r->path, F_OK) && errno == ENOENT)
		return 0;
	if (spool_open(&s, r->path, e))
		return -1;
	while (result == 0 && (got = spool_next(&s, &item, e)) != 0) {
		if (got < 0)
			result = -1;
		else if (item.is_event)
			result = list_item(l, r, &s, &item, e);
	}
	spool_close(&s);
	return result;
}

/* Is the log that is open still the one of that name? */
static bool
is_same_log(const struct listing *l)
{
	struct stat open_one, named;

	if (l->fd < 0)
		return access(l->log, F_OK) != 0;
	return fstat(l->fd, &open_one) == 0 && stat(l->log, &named) == 0 &&
	    open_one.st_ino == named.st_ino;
}

/* Reads runs and log: 1, 0 where the log was exchanged meanwhile, or -1. */
static int
read_all(struct listing *l, const char *folder, struct err *e)
{
	struct outcome_log_sums sums;

	l->fd = open(l->log, O_RDONLY | O_CLOEXEC);
	if (l->fd < 0 && errno != ENOENT)
		return err_sys(e, ST_FAIL, "%s", l->log);
	if (open_runs_read(&l->runs, folder, e))
		return -1;
	open_runs_want_told(&l->runs);
	if (outcome_log_read(l->log, apply, l, &sums, e))
		return -1;
	return is_same_log(l);
}

static void
forget_all(struct listing *l)
{
	open_runs_free(&l->runs);
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}

static int
list_all(struct listing *l, const char *folder, struct err *e)
{
	int r;

	while ((r = read_all(l, folder, e)) == 0)
		forget_all(l);
	if (r == 1)
		r = 0;
	for (size_t i = 0; r == 0 && i < l->runs.n; i++)
		r = list_run(l, &l->runs.runs[i], e);
	forget_all(l);
	return r;
}

static bool
is_there(const char *folder)
{
	struct stat st;

	return stat(folder, &st) == 0 || errno != ENOENT;
}

int
outbox_list(const struct outbox *o, const char *target, outbox_list_fn *fn,
    void *arg, struct err *e)
{
	struct listing l = { .target = target, .fn = fn, .arg = arg, .fd = -1 };
	char *folder = outbox_folder(o, target);
	int r = 0;

	l.log = dir_names_path(folder, SPAN("log"));
	if (is_there(folder))
		r = list_all(&l, folder, e);
	buf_free(&l.line);
	buf_free(&l.reason);
	free(l.log);
	free(folder);
	return r;
}

struct target_look {
	struct outbox_target_state state;
	struct buf reason; /* owned */
};

static enum outcome_log_verdict
look_target(void *arg, const struct outcome *o, uint64_t offset, uint64_t bytes)
{
	struct target_look *l = arg;

	(void)offset;
	(void)bytes;
	if (o->word == OUTCOME_GONE || o->word == OUTCOME_HERE) {
		l->state.gone = o->word == OUTCOME_GONE;
		buf_clear(&l->reason);
		tsv_unescape(&l->reason, o->reason);
	} else if (o->word == OUTCOME_BREAKER) {
		l->state.breaker_until = o->until_s;
	}
	return OUTCOME_KEEP;
}

int
outbox_list_target(const struct outbox *o, const char *target,
    struct outbox_target_state *state, struct buf *text, struct err *e)
{
	char *log = outbox_path(o, target, "log");
	struct target_look l = { 0 };
	struct outcome_log_sums sums;
	int r = outcome_log_read(log, look_target, &l, &sums, e);
	size_t from = text->len;

	if (r == 0) {
		*state = l.state;
		buf_add(text, buf_span(&l.reason));
		state->reason =
		    (struct span){ text->p + from, text->len - from };
	}
	buf_free(&l.reason);
	free(log);
	return r;
}
