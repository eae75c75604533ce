#include "notify/add/memory.h"

bool
memory_knows(struct memory *m, const struct event_id *id)
{
	return outbox_add_knows(m->outbox, id) ||
	    outbox_add_holds(m->outbox, id);
}

struct event_id
memory_id(const struct memory *m, const struct event_id *id)
{
	return m->asks ? item_asked(id) : *id;
}

/* The id of what is said of the item. */
static struct event_id
event_of(const struct memory *m, const struct item *item, enum told_kind kind)
{
	struct event_id id = item_event(item, kind, m->telling);

	return memory_id(m, &id);
}

/* Was a leg of it told in another line? */
static bool
knew_a_leg(const struct memory *m, const struct item *item)
{
	for (size_t i = 0; i < item->n_marks; i++) {
		struct event_id mark = memory_id(m, &item->marks[i]);

		if (outbox_add_knew(m->outbox, &mark))
			return true;
	}
	return false;
}

bool
memory_decide(struct memory *m, const struct item *item, enum told_kind *kind,
    struct event_id *id)
{
	const struct telling *t = m->telling;
	struct event_id changed;

	*kind = t->remind ? TOLD_REMIND
	    : t->overdue  ? TOLD_OVERDUE
	    : item->open  ? TOLD_OPENED
			  : TOLD_CLOSED;
	*id = event_of(m, item, *kind);
	if (memory_knows(m, id))
		return false;
	if (*kind != TOLD_OPENED)
		return true;
	changed = event_of(m, item, TOLD_CHANGED);
	if (memory_knows(m, &changed))
		return false;
	if (knew_a_leg(m, item)) {
		*kind = TOLD_CHANGED;
		*id = changed;
	}
	return true;
}

void
memory_hold(struct memory *m, const struct buf *ids)
{
	for (size_t at = 0; at < ids->len; at += EVENT_ID_BYTES) {
		struct event_id id;

		memcpy(id.bytes, ids->p + at, sizeof id.bytes);
		outbox_add_hold(m->outbox, &id);
	}
}
