/* What follows where a run is in another state than its row was. */
#include "flow/store/store_inside.h"

static int64_t
took(const struct run_row *s)
{
	return run_has_ended(s->state) && s->began && s->ended > s->began
	    ? s->ended - s->began
	    : 0;
}

/* One kind of end each: going, done, failed, cancelled. */
static int
kind(enum run_state s)
{
	return run_has_ended(s) ? 1 + (int)s - RUN_DONE : 0;
}

static int
count_child(struct flow_store *s, const struct run_origin *o,
    const struct run_row *was, const struct run_row *is, struct err *e)
{
	int by[4] = { 0 };

	if (o->parent == 0 || (was && kind(was->state) == kind(is->state)))
		return 0;
	if (was)
		by[kind(was->state)]--;
	by[kind(is->state)]++;
	return store_count_child(s, o, by, e);
}

/* Ready nodes and wakes of a run that does not go on are not found. */
static int
park(struct flow_store *s, const struct run *r, const struct run_row *was,
    struct err *e)
{
	const struct db_value v[] = { db_int(r->id),
		db_int(r->state != RUN_GOING) };

	if (!was || (was->state == RUN_GOING) == (r->state == RUN_GOING))
		return 0;
	return db_later(&s->db,
	    "UPDATE node SET parked = $2 "
	    "WHERE run = $1 AND state < 2 AND parked <> $2",
	    v, 2, e);
}

static int
open_due(struct flow_store *s, const struct run *r, const struct run_row *was,
    struct err *e)
{
	const struct db_value v[] = { db_int(r->id),
		db_int(!run_has_ended(r->state)) };

	if (!r->origin.schedule || !was ||
	    run_has_ended(was->state) == run_has_ended(r->state))
		return 0;
	return db_later(
	    &s->db, "UPDATE due SET open = $2 WHERE run = $1", v, 2, e);
}

int
store_run_moved(struct flow_store *s, const struct run *r,
    const struct run_row *was, const struct run_row *is, struct err *e)
{
	bool same = was && was->shown == is->shown && took(was) == took(is);

	if (!same && was &&
	    store_count_run(s, was->flow, (int)was->shown, -1, -took(was), e))
		return -1;
	if (!same &&
	    store_count_run(s, is->flow, (int)is->shown, 1, took(is), e))
		return -1;
	return count_child(s, &r->origin, was, is, e) || park(s, r, was, e) ||
		open_due(s, r, was, e)
	    ? -1
	    : 0;
}
