/* Replies go with the ids of the events that asked for them. */
#include <stdlib.h>

#include "outbox/files/id_file.h"
#include "outbox/files/id_set.h"
#include "outbox/outbox_replies.h"
#include "outbox/pending_inside.h"

struct known {
	struct id_file ids;  /* of all runs that are finished */
	struct id_set asked; /* by events of the others */
};

static int
read_asked(struct id_set *asked, const struct open_run *r, struct err *e)
{
	struct spool_item item;
	struct spool s;
	int got;

	if (spool_open(&s, r->path, e))
		return -1;
	while ((got = spool_next(&s, &item, e)) == 1)
		if (item.is_event && item.kind != OUTBOX_EVENT)
			id_set_add(asked, &item.id);
	spool_close(&s);
	return got;
}

static int
is_known(void *arg, const struct event_id *item, struct err *e)
{
	const struct known *k = arg;

	return id_set_has(&k->asked, item) ? 1 : id_file_has(&k->ids, item, e);
}

int
pending_prune_replies(const struct pending *p, const char *ids, struct err *e)
{
	struct known k = { 0 };
	int r = id_file_open(&k.ids, ids, e);

	for (size_t i = 0; r == 0 && i < p->runs.n; i++)
		if (p->runs.runs[i].left || p->runs.runs[i].dead)
			r = read_asked(&k.asked, &p->runs.runs[i], e);
	if (r == 0)
		r = outbox_replies_prune(p->outbox, p->target, is_known, &k, e);
	id_file_close(&k.ids);
	id_set_free(&k.asked);
	return r;
}
