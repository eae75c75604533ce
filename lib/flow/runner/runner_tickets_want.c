/* How many tickets are wanted at once, of each lane that we know. */
#include "flow/runner/runner_shared.h"

enum {
	AT_ONCE = 64, /* of a lane with processes, where there are places */
	EVENTS_AT_ONCE = RUNNER_CLAIMS_MAX, /* of all lanes of events */
};

static bool
has_tickets(const struct runner *r, const struct runner_lane *l)
{
	return runner_class_is_shared(r, l->of) &&
	    strcmp(l->name, RUNNER_LANE_RUNS);
}

/* A part of so many for each of n lanes, and one at least. */
static unsigned
part(size_t all, size_t n)
{
	return n == 0 ? 0 : all > n ? (unsigned)(all / n) : 1;
}

/* How many lanes of events, or of others, have tickets. */
static size_t
lanes_of(const struct runner *r, bool events)
{
	size_t n = 0;

	for (struct runner_class *c = r->places.classes; c; c = c->next)
		for (struct runner_lane *l = c->lanes; l; l = l->next)
			n += has_tickets(r, l) &&
			    runner_lane_is_of_events(l) == events;
	return n;
}

static void
tell(struct runner *r, struct runner_lane *l, unsigned n)
{
	struct world_tickets *w = r->world->tickets;

	if (l->wanted != n)
		w->ops->want(w, l->of->name, l->name, n);
	l->wanted = n;
}

void
runner_tickets_want(struct runner *r)
{
	bool ends = r->still || r->ending;
	size_t n = lanes_of(r, false), most = AT_ONCE * n;
	unsigned events, each;

	if (!ends && runner_jobs_room(r) > 0)
		r->tickets.full = false;
	each = r->tickets.full
	    ? 0
	    : part(r->jobs && r->jobs < most ? r->jobs : most, n);
	events = ends ? 0 : part(EVENTS_AT_ONCE, lanes_of(r, true));
	for (struct runner_class *c = r->places.classes; c; c = c->next)
		for (struct runner_lane *l = c->lanes; l; l = l->next)
			if (has_tickets(r, l))
				tell(r, l,
				    runner_lane_is_of_events(l) ? events
								: each);
}
