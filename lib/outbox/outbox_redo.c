#include "outbox/outbox_redo.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "outbox/pending.h"
#include "outbox/pending_inside.h"

static bool
is_open(enum event_state s)
{
	return s == EVENT_LEFT || s == EVENT_DEAD;
}

/* The ids as events of the target, *any where one is dead or left; the caller
 * frees. */
static struct pending_wanted *
look_up(struct pending *p, const struct event_id *ids, size_t n, bool *found,
    bool *any, struct err *e)
{
	struct pending_wanted *wanted = mem_zeroed(n, sizeof *wanted);

	for (size_t i = 0; i < n; i++)
		wanted[i].id = ids[i];
	if (pending_find(p, wanted, n, e)) {
		free(wanted);
		return NULL;
	}
	for (size_t i = 0; i < n; i++) {
		const struct pending_wanted *w =
		    pending_wanted_of(wanted, n, &ids[i]);

		if (w && w->found && is_open(pending_state(p, &w->ref)))
			*any = found[i] = true;
	}
	return wanted;
}

/* Tells a line about the event, where its state is one that it is for. */
static void
tell(struct pending *p, const struct pending_ref *ref,
    const struct outcome *line, uint64_t *done)
{
	enum event_state s = pending_state(p, ref);
	struct outcome o = *line;

	if (s != EVENT_DEAD && (line->word == OUTCOME_REDO || s != EVENT_LEFT))
		return;
	pending_tell(p, ref, &o);
	++*done;
}

static int
tell_some(struct pending *p, const struct event_id *ids, size_t n,
    const struct outcome *line, bool *found, bool *any, uint64_t *done,
    struct err *e)
{
	struct pending_wanted *wanted = look_up(p, ids, n, found, any, e);

	if (!wanted)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (wanted[i].found)
			tell(p, &wanted[i].ref, line, done);
	free(wanted);
	return 0;
}

static int
tell_all_of(struct pending *p, size_t at, const struct outcome *line,
    uint64_t *done, struct err *e)
{
	const struct open_run *r = &p->runs.runs[at];
	struct spool_item item;
	struct spool s;
	int got;

	if (r->dead == 0)
		return 0;
	if (spool_open(&s, r->path, e))
		return -1;
	while ((got = spool_next(&s, &item, e)) == 1) {
		struct pending_ref ref = { item.id, r->run, item.offset, item.n,
			(uint32_t)at };

		if (item.is_event && item.n <= r->n)
			tell(p, &ref, line, done);
	}
	spool_close(&s);
	return got;
}

static int
tell_all(struct pending *p, const struct outcome *line, uint64_t *done,
    struct err *e)
{
	for (size_t i = 0; i < p->runs.n; i++)
		if (tell_all_of(p, i, line, done, e))
			return -1;
	return 0;
}

/* Nobody ever added events for the target. */
static bool
is_unknown(const struct outbox *o, const char *target)
{
	char *folder = outbox_folder(o, target);
	bool is = access(folder, F_OK) && errno == ENOENT;

	free(folder);
	return is;
}

/* What was told is synced by pending_close; nothing of it is where it
 * failed. */
static int
decide(const struct outbox *o, const char *target, const struct event_id *ids,
    size_t n, const struct outcome *line, bool *found, uint64_t *done,
    struct err *e)
{
	struct pending *p;
	struct outcome here = { .word = OUTCOME_HERE, .who = line->who };
	bool any = n == 0;
	int r;

	*done = 0;
	if (is_unknown(o, target))
		return 0;
	p = pending_open(o, target, e);
	if (!p)
		return -1;
	r = n ? tell_some(p, ids, n, line, found, &any, done, e)
	      : tell_all(p, line, done, e);
	if (r) {
		pending_drop(p);
		return -1;
	}
	if (line->word == OUTCOME_REDO && p->gone && any) {
		p->gone = false;
		pending_tell_target(p, &here);
	}
	return pending_close(p, e);
}

int
outbox_redo(const struct outbox *o, const char *target,
    const struct event_id *ids, size_t n, const char *who, bool *found,
    uint64_t *done, struct err *e)
{
	struct outcome line = { .word = OUTCOME_REDO, .who = span_str(who) };

	return decide(o, target, ids, n, &line, found, done, e);
}

int
outbox_forget(const struct outbox *o, const char *target,
    const struct event_id *ids, size_t n, const char *who, const char *why,
    bool *found, uint64_t *done, struct err *e)
{
	struct outcome line = {
		.word = OUTCOME_FORGET,
		.who = span_str(who),
		.reason = span_str(why),
	};

	return decide(o, target, ids, n, &line, found, done, e);
}
