/* What follows where a run is in another state than its row was. */
#include "flow/store/store_inside.h"

int
store_count_run(struct flow_store *s, int64_t flow, int shown, int n,
    int64_t ms, struct err *e)
{
	const struct db_value v[] = { db_int(flow), db_int(shown), db_int(n),
		db_int(ms), db_int(s->worker) };

	return store_later(s,
	    "INSERT INTO run_count (flow, shown, n, ms, worker) VALUES ($1, "
	    "$2, "
	    "$3, $4, $5) ON CONFLICT (flow, shown, worker) DO UPDATE "
	    "SET n = run_count.n + excluded.n, ms = run_count.ms + excluded.ms",
	    v, 5, e);
}

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
count_children(struct flow_store *s, const struct run_origin *o,
    const struct run_row *was, const struct run_row *is, struct err *e)
{
	struct db_value v[8] = { db_int(o->parent),
		db_int((int64_t)o->parent_node), db_int(o->generation) };
	int by[4] = { 0 };

	if (o->parent == 0 || (was && kind(was->state) == kind(is->state)))
		return 0;
	if (was)
		by[kind(was->state)]--;
	by[kind(is->state)]++;
	for (int i = 0; i < 4; i++)
		v[3 + i] = db_int(by[i]);
	v[7] = db_int(s->worker);
	return store_later(s,
	    "INSERT INTO child_count (parent, node, generation, going, done, "
	    "failed, cancelled, worker) VALUES ($1, $2, $3, $4, $5, $6, $7, "
	    "$8) "
	    "ON CONFLICT (parent, node, generation, worker) DO UPDATE SET "
	    "going = child_count.going + excluded.going, "
	    "done = child_count.done + excluded.done, "
	    "failed = child_count.failed + excluded.failed, "
	    "cancelled = child_count.cancelled + excluded.cancelled",
	    v, 8, e);
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
	return store_later(s,
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
	return store_later(
	    s, "UPDATE due SET open = $2 WHERE run = $1", v, 2, e);
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
	return count_children(s, &r->origin, was, is, e) ||
		park(s, r, was, e) || open_due(s, r, was, e)
	    ? -1
	    : 0;
}
