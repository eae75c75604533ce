#include "notify/decide.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "outbox/outbox_redo.h"
#include "sys/user.h"

struct decision {
	const struct outbox *outbox;
	struct event_id *ids; /* owned */
	bool *found;          /* owned: of each */
	size_t n;             /* 0: all */
	char *who;            /* owned */
	const char *why;      /* NULL: they are sent again */
};

static int
take_ids(struct decision *d, const struct names *names, struct err *e)
{
	if (names->n == 1 && !d->why && span_eq(names->list[0], SPAN("all")))
		return 0;
	d->ids = mem_zeroed(names->n, sizeof *d->ids);
	d->found = mem_zeroed(names->n, sizeof *d->found);
	d->n = names->n;
	for (size_t i = 0; i < d->n; i++)
		if (!event_id_parse(names->list[i], &d->ids[i]))
			return err_set(e, ST_FAIL,
			    "\"%s\" is no id of an event, 32 digits as --list "
			    "has them",
			    excerpt(names->list[i]).s);
	return 0;
}

static int
take_who(struct decision *d, struct err *e)
{
	struct buf name = { 0 };
	unsigned long uid;
	int r = user_name(&name, &uid, e);

	if (r == 0)
		d->who = mem_dup(buf_span(&name));
	buf_free(&name);
	return r;
}

static int
decide_for(const struct decision *d, const char *target, struct buf *lines,
    struct err *e)
{
	uint64_t done = 0;
	int r = d->why ? outbox_forget(d->outbox, target, d->ids, d->n, d->who,
			     d->why, d->found, &done, e)
		       : outbox_redo(d->outbox, target, d->ids, d->n, d->who,
			     d->found, &done, e);

	if (r == 0 && done)
		buf_printf(lines, "%s: %" PRIu64 " event%s %s\n", target, done,
		    done == 1 ? "" : "s",
		    d->why ? "forgotten" : "to be sent again");
	else if (r == 0 && d->n == 0)
		buf_printf(lines, "%s: no event is dead\n", target);
	return r;
}

static int
check_found(const struct decision *d, const struct names *names, struct err *e)
{
	for (size_t i = 0; i < d->n; i++)
		if (!d->found[i])
			return err_set(e, ST_FAIL,
			    "%s: no such event is left or dead",
			    excerpt(names->list[i]).s);
	return 0;
}

int
decide(const struct outbox *o, const struct names *targets,
    const struct names *ids, const char *why, struct buf *lines, struct err *e)
{
	struct decision d = { .outbox = o, .why = why };
	int r = take_ids(&d, ids, e) || take_who(&d, e) ? -1 : 0;

	for (size_t i = 0; i < targets->n && r == 0; i++) {
		char *target = mem_dup(targets->list[i]);

		r = decide_for(&d, target, lines, e);
		free(target);
	}
	if (r == 0)
		r = check_found(&d, ids, e);
	free(d.ids);
	free(d.found);
	free(d.who);
	return r;
}
