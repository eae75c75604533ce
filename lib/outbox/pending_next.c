/* Events handed out: those that are left, one after the other, or one again. */
#include "outbox/pending.h"
#include "outbox/pending_inside.h"

static void
set_event(struct pending *p, struct pending_event *ev, size_t at,
    const struct spool_item *item)
{
	const struct open_run *r = &p->runs.runs[at];
	struct event_tried tried = open_run_tried(r, item->n);

	*ev = (struct pending_event){
		.ref = { item->id, r->run, item->offset, item->n,
		    (uint32_t)at },
		.kind = item->kind,
		.key = item->key,
		.json = item->json,
		.tries = tried.tries,
		.due_s = tried.due_s,
		.dead = open_run_state(r, item->n) == EVENT_DEAD,
	};
}

/* Is an event in that state handed out? */
static bool
is_wanted(const struct pending *p, enum event_state s)
{
	return s == EVENT_LEFT || (s == EVENT_DEAD && p->wants_dead);
}

/* The next event that is wanted of the run that is read: 1, 0 or -1. */
static int
next_of_run(struct pending *p, struct pending_event *ev, struct err *e)
{
	const struct open_run *r = &p->runs.runs[p->at];
	struct spool_item item;
	int got;

	while ((got = spool_next(&p->spool, &item, e)) == 1) {
		if (!item.is_event)
			continue;
		if (item.n > r->n)
			return err_set(e, ST_DATA,
			    "%s: it was changed meanwhile", r->path);
		if (!is_wanted(p, open_run_state(r, item.n)))
			continue;
		set_event(p, ev, p->at, &item);
		return 1;
	}
	return got;
}

void
pending_want_dead(struct pending *p)
{
	p->wants_dead = true;
}

int
pending_next(struct pending *p, struct pending_event *ev, struct err *e)
{
	for (; p->at < p->runs.n; p->at++) {
		const struct open_run *r = &p->runs.runs[p->at];
		int got;

		if (!p->reads && r->left == 0 && !(p->wants_dead && r->dead))
			continue;
		if (!p->reads && spool_open(&p->spool, r->path, e))
			return -1;
		p->reads = true;
		got = next_of_run(p, ev, e);
		if (got)
			return got;
		spool_close(&p->spool);
		p->reads = false;
	}
	return 0;
}

int
pending_read(struct pending *p, const struct pending_ref *ref,
    struct pending_event *ev, struct err *e)
{
	struct spool_item item = {
		.id = ref->id,
		.n = ref->n,
		.offset = ref->offset,
	};

	if (spool_read_at(
		p->runs.runs[ref->at].path, &item, &p->line, &p->key, e))
		return -1;
	set_event(p, ev, ref->at, &item);
	return 0;
}
