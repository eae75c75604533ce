/* Others that change the store at the same time. */
#include "flow/runner/runner_shared.h"

enum {
	LOOK_MS = 1000,   /* what others did is seen at the latest */
	HEARD_MS = 20,    /* between two looks, where they say so */
	AGAIN_MAX = 10,   /* before what another had is tried again */
	PAUSE_MAX = 20,   /* before a turn that was in another's way */
	SAID_MS = 30000,  /* a turn that was so for long is said */
	NOT_YET_MAX = 10, /* before a wake that another has at hand */
	TELL_MS = 100,    /* between two signs: their commits wait for each
	                   * other */
};

static int64_t
steady(const struct runner *r)
{
	return r->world->ops->steady(r->world);
}

/* 1 to max, by chance: two that met do not meet again. */
static int64_t
chance(struct runner *r, unsigned max)
{
	r->chance = r->chance * 6364136223846793005u + 1442695040888963407u;
	return 1 + (int64_t)((r->chance >> 33) % max);
}

void
runner_again_soon(struct runner *r)
{
	int64_t at = steady(r) + chance(r, AGAIN_MAX);

	if (!r->soon || at < r->soon)
		r->soon = at;
}

/* A server that was dropped and made anew has none of our runs. */
static int
is_the_same(struct runner *r, struct err *e)
{
	struct buf id = { 0 };
	int got = flow_store_note(r->store, "id", &id, e);

	if (got >= 0 && !span_eq(buf_span(&id), span_str(r->store->id)))
		got = err_set(e, ST_DATA, "%s: another store is there now",
		    r->store->db.name);
	buf_free(&id);
	return got < 0 ? -1 : 0;
}

int
runner_store_again(struct runner *r, struct err *e)
{
	if (!r->refused || !r->store->shared)
		return 0;
	return db_again(&r->store->db, e) || is_the_same(r, e) ? -1 : 0;
}

bool
runner_was_in_the_way(struct runner *r, const struct err *e)
{
	int64_t now = steady(r);

	if (!r->store->shared || e->status != ST_AGAIN ||
	    !db_was_conflict(&r->store->db))
		return false;
	if (!r->in_the_way)
		r->in_the_way = now;
	if (now - r->in_the_way >= SAID_MS)
		return false;
	r->pause = now + chance(r, PAUSE_MAX);
	return true;
}

int64_t
runner_not_yet(struct runner *r, int64_t wake)
{
	if (!r->store->shared || wake > r->now)
		return wake;
	return r->now + chance(r, NOT_YET_MAX);
}

bool
runner_stood_still(const struct runner *r)
{
	return r->store->shared && steady(r) - r->steady > FLOW_LEASE_MS / 2;
}

int64_t
runner_looks_at(const struct runner *r)
{
	int64_t at = r->store->shared && !r->only_orders ? r->look : INT64_MAX;

	return r->soon && r->soon < at ? r->soon : at;
}

bool
runner_looks(struct runner *r)
{
	bool heard = false;
	struct err e;

	if (!r->store->shared || r->only_orders)
		return false;
	/* one that cannot be heard is asked: the turn tells why */
	if (flow_store_heard(r->store, &heard, &e))
		r->look = 0;
	if (heard)
		r->alarms.wake = 0;
	if (heard && r->look > r->looked + HEARD_MS)
		r->look = r->looked + HEARD_MS;
	return steady(r) >= runner_looks_at(r);
}

int
runner_look(struct runner *r, struct err *e)
{
	int64_t now = steady(r);

	r->soon = 0;
	if (!r->store->shared || r->only_orders || now < r->look)
		return 0;
	r->looked = now;
	r->look = now + LOOK_MS;
	runner_places_freed(&r->places);
	return runner_find_backlog(r, e) || runner_stops(r, e) ||
		runner_silent_look(r, e) || runner_tickets_look(r, e)
	    ? -1
	    : 0;
}

int
runner_tell(struct runner *r, struct err *e)
{
	int64_t now = steady(r);
	bool left = r->waiting && (r->jobs_wanted || r->still);

	if (!r->store->shared)
		return 0;
	if (!r->tells && !r->took_orders && (!left || now < r->told + TELL_MS))
		return 0;
	r->told = now;
	return flow_store_tell(r->store, e);
}

void
runner_watch(struct runner *r)
{
	/* a server that is gone would not let us wait */
	r->world->ops->watch(r->world,
	    r->refused || r->in_the_way ? -1 : db_descriptor(&r->store->db));
}
