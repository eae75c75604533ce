#include "flow/runner/runner_shared.h"

#include <stdlib.h>

#include "base/mem.h"

bool
runner_is_event(const struct run *run, size_t node)
{
	return run->nodes[node].part == PART_MAIN &&
	    run->plan->flow.nodes[node].kind == FLOW_SEND;
}

/* The lane of a class, the first rule of recon-flow(5) that fits. */
static const char *
lane_of(const struct runner *r, const struct runner_class *c,
    const struct run *run, size_t node)
{
	const struct flow_node *n = &run->plan->flow.nodes[node];
	int64_t mean;

	if (n->lane)
		return n->lane;
	mean = c->said && c->said->slow
	    ? runner_means_of(&r->means, run->plan->flow.path, n->name)
	    : 0;
	if (mean > (c->said ? (int64_t)c->said->slow * 1000 : 0))
		return "slow";
	return run->nodes[node].failures ? "retry" : "fast";
}

struct runner_lane *
runner_place_of(struct runner *r, const struct run *run, size_t node)
{
	const struct flow_node *n = &run->plan->flow.nodes[node];
	struct buf class = { 0 };
	struct runner_lane *lane;

	if (run->nodes[node].part == PART_MAIN && n->kind == FLOW_FLOW)
		return runner_lane_of(&r->places, RUNNER_CLASS_FLOWS, "");
	if (n->class)
		return runner_lane_of(&r->places, n->class,
		    lane_of(
			r, runner_class_of(&r->places, n->class), run, node));
	if (!runner_is_event(run, node))
		return runner_lane_of(&r->places, "", "");
	buf_printf(&class, "send %s%c", n->does, '\0');
	lane = runner_lane_of(&r->places, class.p, "");
	buf_free(&class);
	return lane;
}

static bool
takes_jobs(const struct runner_lane *l)
{
	return strncmp(l->of->name, "send ", 5) &&
	    strcmp(l->of->name, RUNNER_CLASS_FLOWS) &&
	    strcmp(l->name, RUNNER_LANE_RUNS);
}

size_t
runner_jobs_room(const struct runner *r)
{
	if (r->crowded)
		return 0;
	if (!r->jobs)
		return SIZE_MAX;
	return r->attempts.processes < r->jobs ? r->jobs - r->attempts.processes
					       : 0;
}

bool
runner_place_is_free(
    const struct runner *r, const struct runner_lane *l, bool is_event)
{
	if (runner_class_is_shared(r, l->of))
		return false; /* whoever has its row gives places */
	if (r->still || l->backlog || r->claimed >= RUNNER_CLAIMS_MAX ||
	    !runner_lane_room(l, r->now))
		return false;
	return !takes_jobs(l) || is_event ||
	    (runner_jobs_room(r) && !r->jobs_wanted);
}

/* The first nodes that wait in the lane, at most max. */
static int
claim_nodes(struct runner *r, struct runner_lane *l, size_t max, bool tickets,
    struct err *e)
{
	struct flow_taken_places ready = { 0 };
	int got =
	    flow_take_ready(r->store, l->of->name, l->name, max, &ready, e);

	l->backlog = ready.n == max;
	for (size_t i = 0; got == 0 && i < ready.n; i++) {
		size_t node = ready.list[i].node;
		struct runner_run *of;

		if (runner_runs_are_many(&r->runs) && i) {
			l->backlog = r->more = true;
			break;
		}
		if (runner_take_place(&r->runs, r->store, &ready.list[i], &of,
			e) != FLOW_TAKEN)
			got = -1;
		else if (of->run.nodes[node].state != NODE_READY ||
		    of->run.nodes[node].ticket || of->run.state != RUN_GOING)
			continue;
		else if (tickets)
			runner_ticket_give(r, of, node, l);
		else
			got = runner_claim(r, of, node, l, e);
	}
	free(ready.list);
	return got;
}

/* How many it may have now, of what all lanes share; tickets are for the
 * processes of all workers. */
static size_t
share(const struct runner *r, const struct runner_lane *l, size_t lanes,
    bool tickets)
{
	size_t room = runner_lane_room(l, r->now), most;
	size_t left =
	    r->claimed < RUNNER_CLAIMS_MAX ? RUNNER_CLAIMS_MAX - r->claimed : 0;

	if (!tickets && takes_jobs(l) && runner_jobs_room(r) != SIZE_MAX) {
		size_t jobs = runner_jobs_room(r);
		size_t each = jobs / lanes + (jobs % lanes != 0);

		room = room < each ? room : each;
	}
	most = left / lanes > RUNNER_LANE_MAX ? left / lanes : RUNNER_LANE_MAX;
	room = room < most ? room : most;
	return room < left ? room : left;
}

static size_t
gather(struct runner *r, struct runner_lane ***list)
{
	size_t n = 0, cap = 0;

	*list = NULL;
	for (struct runner_class *c = r->places.classes; c; c = c->next)
		for (struct runner_lane *l = c->lanes; l; l = l->next)
			if (l->backlog && runner_slots_may_be(r, l)) {
				*list = mem_grow(*list, &cap, n + 1,
				    sizeof(struct runner_lane *));
				(*list)[n++] = l;
			}
	return n;
}

static int
claim(struct runner *r, struct runner_lane *l, size_t lanes, struct err *e)
{
	bool tickets = runner_tickets_can(r, l);
	enum flow_taken class;
	size_t max;
	int got;

	if (!tickets && takes_jobs(l) && !runner_jobs_room(r)) {
		r->jobs_wanted = true;
		r->more |= r->claimed >= RUNNER_CLAIMS_MAX;
		return 0;
	}
	class = runner_slots_take(r, l->of, e);
	if (class != FLOW_TAKEN)
		return class == FLOW_ERROR ? -1 : 0;
	max = share(r, l, lanes, tickets);
	if (max == 0) {
		r->more |= r->claimed >= RUNNER_CLAIMS_MAX;
		runner_slots_seen(r, l);
		return 0;
	}
	got = strcmp(l->name, RUNNER_LANE_RUNS)
	    ? claim_nodes(r, l, max, tickets, e)
	    : runner_subs_claim(r, l, max, e);
	r->more |= l->backlog && share(r, l, 1, tickets) > 0;
	runner_slots_seen(r, l);
	return got;
}

int
runner_claims(struct runner *r, struct err *e)
{
	struct runner_lane **lanes;
	size_t n, came;
	int got = 0;

	if (r->crowded && r->world->ops->steady(r->world) >= r->crowded)
		r->crowded = 0;
	came = r->waiting;
	n = gather(r, &lanes);
	r->jobs_wanted = false;
	/* each turn another lane is the first */
	for (size_t i = 0; got == 0 && i < n; i++)
		got = claim(r, lanes[(i + r->turns) % n], n - i, e);
	free(lanes);
	r->turns++;
	if (got == 0)
		got = runner_save(r, e);
	r->more |= runner_slots_came(r, came);
	return got;
}
