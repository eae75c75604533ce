#include "notify/memory.h"

bool
memory_knows(struct memory *m, const struct event_id *id)
{
	return outbox_add_knows(m->outbox, id) || id_counts_has(&m->given, id);
}

/* Told by a run before? */
static bool
knew(struct memory *m, const struct event_id *mark)
{
	return outbox_add_knows(m->outbox, mark) &&
	    !id_counts_has(&m->given, mark);
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
	*id = item_event(item, *kind, t);
	if (memory_knows(m, id))
		return false;
	if (*kind != TOLD_OPENED)
		return true;
	changed = item_event(item, TOLD_CHANGED, t);
	if (memory_knows(m, &changed))
		return false;
	for (size_t i = 0; i < item->n_marks; i++)
		if (knew(m, &item->marks[i])) {
			*kind = TOLD_CHANGED;
			*id = changed;
		}
	return true;
}

void
memory_note(struct memory *m, const struct buf *ids)
{
	for (size_t at = 0; at < ids->len; at += EVENT_ID_BYTES) {
		struct event_id id;

		memcpy(id.bytes, ids->p + at, sizeof id.bytes);
		if (!outbox_add_knows(m->outbox, &id) &&
		    !id_counts_has(&m->given, &id))
			id_counts_add(&m->given, &id);
	}
}
