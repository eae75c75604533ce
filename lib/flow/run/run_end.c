#include "flow/run/run_end.h"

#include "base/plural.h"
#include "flow/run/run_outs.h"
#include "flow/run/run_step.h"
#include "flow/run/run_verdict.h"

enum {
	SECOND = 1000,
	PAUSE_MAX = 366 * 86400, /* seconds */
	LOST_AGAIN = 3, /* lost attempts made again beyond retry: a node that
	                 * takes the machine down does so no more often */
};

/* One end of an attempt. */
struct end {
	struct run_step *step;
	size_t at;
	const struct flow_node *flow;
	struct run_node *node;
	const struct run_outcome *outcome;
	struct buf why; /* owned: in words, and a NUL */
};

/* The attempt was cancelled, or what it came to no longer matters. */
static void
cancelled(const struct end *d)
{
	run_step_move(d->step, d->at, NODE_CANCELLED, d->why.p);
}

/* Failed for good, or all tries are used up. */
static void
give_up(const struct end *d)
{
	if (d->node->stopping)
		cancelled(d);
	else if (d->flow->give_up == FLOW_FAIL)
		run_step_move(d->step, d->at, NODE_FAILED, d->why.p);
	else
		run_step_trouble(d->step, d->at, "held", d->why.p);
}

/* Seconds before the next try behind so many failures. */
static int64_t
pause_of(const struct flow_backoff *b, uint32_t failures)
{
	int64_t most = b->most ? b->most : PAUSE_MAX, pause = b->first;

	while (--failures > 0 && b->factor > 1 && pause && pause < most)
		pause *= b->factor;
	return pause < most ? pause : most;
}

static void
try_again(const struct end *d)
{
	int64_t pause = pause_of(&d->flow->backoff, d->node->failures);
	int64_t asked = d->outcome->kind == END_RETRY ? d->outcome->seconds : 0;

	if (asked > PAUSE_MAX)
		asked = PAUSE_MAX;
	if (asked > pause)
		pause = asked;
	if (pause)
		run_step_wait(
		    d->step, d->at, WAITS_RETRY, pause * SECOND, d->why.p);
	else
		run_step_move(d->step, d->at, NODE_READY, d->why.p);
}

static void
failed(const struct end *d, unsigned tries)
{
	d->node->failures++;
	if (d->node->failures <= tries)
		try_again(d);
	else
		give_up(d);
}

static void
lost(const struct end *d)
{
	d->node->lost = true;
	if (d->node->stopping && !d->outcome->alive)
		cancelled(d);
	else if (d->flow->idempotent && !d->outcome->alive)
		failed(d, d->flow->retry + LOST_AGAIN);
	else
		run_step_trouble(d->step, d->at, "lost", d->why.p);
}

static void
say(struct end *d, const char *text)
{
	buf_clear(&d->why);
	buf_str(&d->why, text);
	buf_byte(&d->why, '\0');
}

/* It was asked often enough, or so long that the next time would be too late. */
static bool
is_used_up(const struct end *d)
{
	const struct flow_node *f = d->flow;
	int64_t next = d->step->now + (int64_t)f->every * SECOND;

	return (f->times && d->node->polls >= f->times) ||
	    (f->deadline &&
		next > d->node->first + (int64_t)f->deadline * SECOND);
}

static void
again(struct end *d)
{
	d->node->polls++;
	if (!is_used_up(d)) {
		run_step_wait(d->step, d->at, WAITS_POLL,
		    (int64_t)d->flow->every * SECOND, d->why.p);
		return;
	}
	buf_clear(&d->why);
	buf_printf(&d->why, "asked %u time%s, and not yet so",
	    (unsigned)d->node->polls, plural(d->node->polls));
	buf_byte(&d->why, '\0');
	give_up(d);
}

/* Does repeat-until take this end? -1: it cannot be told. */
static int
is_so(const struct end *d, enum node_state state, struct err *e)
{
	struct run *r = d->step->run;
	struct flow_condition *until = &r->plan->until[d->at];
	struct run_scope scope = { .run = r };
	enum node_state was = d->node->state;
	int so;

	if (!until->tests)
		return 1;
	d->node->state = state; /* its own status and outputs are asked, too */
	so = flow_condition_test(until, run_lookup, &scope, e);
	d->node->state = was;
	return so;
}

static void
ended_well(struct end *d, enum node_state state)
{
	struct err e;
	int so;

	run_step_drop_outs(d->node);
	if (run_outs_take(d->node, d->flow, d->outcome, &e)) {
		d->node->failures++;
		say(d, e.text);
		give_up(d);
		return;
	}
	so = is_so(d, state, &e);
	if (so > 0) {
		run_step_move(d->step, d->at, state, NULL);
		return;
	}
	run_step_drop_outs(d->node);
	if (d->node->stopping) {
		cancelled(d);
	} else if (so < 0) {
		err_at(&e, "repeat-until", 0);
		run_step_trouble(d->step, d->at, "held", e.text);
	} else {
		say(d, "repeat-until is not yet so");
		again(d);
	}
}

static void
main_ended(struct end *d)
{
	enum run_verdict v = run_verdict(d->flow, d->outcome);

	if (v == VERDICT_DONE)
		ended_well(d, NODE_DONE);
	else if (v == VERDICT_DIFFERS)
		ended_well(d, NODE_DIFFERS);
	else if (v == VERDICT_LOST)
		lost(d);
	else if (v == VERDICT_CANCELLED || d->node->stopping)
		cancelled(d);
	else if (v == VERDICT_TROUBLE)
		run_step_trouble(d->step, d->at, "held", d->why.p);
	else if (v == VERDICT_AGAIN && d->flow->every)
		again(d);
	else
		failed(d, v == VERDICT_NEVER ? 0 : d->flow->retry);
}

/* when-run: 0 is yes, 1 is no. */
static void
when_ended(struct end *d)
{
	const struct run_outcome *o = d->outcome;
	bool exited = o->kind == END_EXITED;

	if (o->kind == END_LOST) {
		lost(d);
	} else if (o->kind == END_CANCELLED || d->node->stopping) {
		cancelled(d);
	} else if (exited && o->status == 0) {
		d->node->asked = true;
		run_step_go(d->step, d->at);
	} else if (exited && o->status == 1) {
		run_step_move(d->step, d->at, NODE_SKIPPED, "when-run says no");
	} else {
		run_step_trouble(d->step, d->at, "held", d->why.p);
	}
}

void
run_attempt_ended(
    struct run *r, size_t at, const struct run_outcome *o, int64_t now)
{
	struct run_step s;
	struct end d = {
		.step = &s,
		.at = at,
		.flow = &r->plan->flow.nodes[at],
		.node = &r->nodes[at],
		.outcome = o,
	};

	if (d.node->state != NODE_RUNNING)
		return;
	if (d.node->part == PART_WHEN)
		buf_str(&d.why, "when-run: ");
	run_verdict_words(d.flow, o, &d.why);
	buf_byte(&d.why, '\0');
	run_step_begin(&s, r, now);
	if (d.node->part == PART_WHEN)
		when_ended(&d);
	else
		main_ended(&d);
	run_step_end(&s);
	buf_free(&d.why);
}
