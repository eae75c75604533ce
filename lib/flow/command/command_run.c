#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/command/command_flow.h"
#include "option/kept_place.h"
#include "flow/command/command_tell.h"
#include "flow/follow/follow.h"
#include "flow/command/seat.h"
#include "flow/orders/orders.h"
#include "sys/clock.h"
#include "sys/user.h"

enum {
	LOOK_MS = 100,  /* at a run that another process runs */
	LOOK_PART = 20, /* a look takes one of so many parts of the time */
};

struct running {
	const struct command *command;
	struct buf path;         /* owned: of the flow */
	struct run_given *given; /* owned */
	struct follow follow;    /* owned */
	int64_t looked;          /* steady ms: when the next look is due */
	bool left;               /* a signal came: it goes on without us */
};

/* Prints what has changed. */
static int
look(struct running *r, struct flow_store *s, struct err *e)
{
	int64_t began = clock_monotonic_ms();
	struct buf b = { 0 };
	int got = follow_look(&r->follow, s, &b, e);

	if (got == 0 && b.len)
		got = r->command->print(buf_span(&b), e);
	buf_free(&b);
	r->looked = clock_monotonic_ms();
	r->looked += (r->looked - began) * LOOK_PART;
	return got;
}

static int
print_id(const struct running *r, struct err *e)
{
	struct buf b = { 0 };
	int got;

	buf_printf(&b, "run %" PRId64 "\n", r->follow.run);
	got = r->command->print(buf_span(&b), e);
	buf_free(&b);
	return got;
}

/* Who we are, "1000 maria". */
static int
add_who(struct buf *b, struct err *e)
{
	struct buf name = { 0 };
	unsigned long uid;
	int r = user_name(&name, &uid, e);

	if (r == 0)
		buf_printf(b, "%lu %.*s%c", uid, (int)name.len, name.p, '\0');
	buf_free(&name);
	return r;
}

static int
begin_here(struct running *r, struct seat *s, struct err *e)
{
	struct buf who = { 0 };
	int got;

	if (s->store.restored)
		return err_set(e, ST_AGAIN,
		    "%s: is a copy that was restored: look at recon-flow "
		    "ls%s; nothing begins before recon-flow go%s says so",
		    r->command->store, r->command->named, r->command->named);
	got = add_who(&who, e);
	if (got == 0)
		got = runner_start(s->runner, r->path.p, r->given,
		    r->command->n - 1, who.p, &r->follow.run, e);
	if (got == 0)
		got = print_id(r, e);
	buf_free(&who);
	return got;
}

static bool
is_over(const struct running *r)
{
	return r->follow.ended || r->follow.stuck || r->left;
}

/* As the runner, until the run has ended, or waits for a person. */
static int
work(struct running *r, struct seat *s, struct err *e)
{
	const struct world_ops *ops = s->world->ops;
	int64_t until;
	bool idle;

	for (;;) {
		if (runner_turn(s->runner, &idle, &until, e))
			return -1;
		if (idle || clock_monotonic_ms() >= r->looked)
			if (look(r, &s->store, e))
				return -1;
		if (ops->signals(s->world) & WORLD_TERM)
			r->left = true;
		if (is_over(r))
			return 0;
		if (until > r->looked && r->looked > clock_monotonic_ms())
			until = r->looked;
		ops->wait(s->world, until);
	}
}

/* Asks the runner that is there to start it; the answer is its number. */
static int
begin_there(struct running *r, struct err *e)
{
	const struct command *c = r->command;
	struct buf order = { 0 }, answer = { 0 }, text = { 0 };
	enum status status = ST_FAIL;
	struct span lines;
	uint64_t id = 0;
	int got;

	orders_word(&order, SPAN("start"));
	orders_word(&order, span_str(r->path.p));
	for (size_t i = 1; i < c->n; i++)
		orders_word(&order, span_str(c->operands[i]));
	orders_end(&order);
	got = command_tell(c, buf_span(&order), &answer, e);
	lines = buf_span(&answer);
	if (got == 0 &&
	    (!orders_answer_next(&lines, &status, &text) || status != ST_OK ||
		!span_count(buf_span(&text), &id)))
		got = err_set(e, status ? status : ST_BROKEN, "%.*s",
		    (int)text.len, text.p);
	r->follow.run = (int64_t)id;
	if (got == 0)
		got = print_id(r, e);
	buf_free(&order);
	buf_free(&answer);
	buf_free(&text);
	return got;
}

/* Takes the place of the runner when it is free. 1, 0, -1. */
static int
take_place(struct running *r, struct seat *s, struct err *e)
{
	const struct seat_wish wish = { .jobs = r->command->options->jobs };

	if (seat_is_ours(r->command, e) &&
	    seat_take(s, r->command, &wish, e) == 0)
		return 1;
	return e->status == ST_AGAIN ? 0 : -1;
}

/* In one transaction: the runner goes on meanwhile, and a run that is going beside
 * nodes that have all ended would look as if it waited for a person. */
static int
look_there(struct running *r, struct err *e)
{
	struct flow_store s = { 0 };
	int got = flow_store_open(&s, r->command->store, FLOW_STORE_READ, e);

	if (got)
		return -1;
	got = db_begin_read(&s.db, e);
	if (got == 0)
		got = look(r, &s, e);
	flow_store_close(&s); /* and so what was begun is over */
	return got;
}

static int
follow_run(struct running *r, struct err *e)
{
	struct seat s;
	int got;

	do {
		got = take_place(r, &s, e);
		if (got == 1) {
			got = r->follow.run ? 0 : begin_here(r, &s, e);
			if (got == 0)
				got = work(r, &s, e);
			seat_leave(&s);
			return got;
		}
		if (got == 0 && !r->follow.run)
			got = begin_there(r, e);
		if (got == 0)
			got = look_there(r, e);
		if (got == 0 && !is_over(r))
			poll(NULL, 0, LOOK_MS);
	} while (got == 0 && !is_over(r));
	return got;
}

/* How it ended, in words and as a status. */
static int
tell_end(const struct running *r, enum status *status, struct err *e)
{
	const char *named = r->command->named;
	const struct follow *f = &r->follow;
	struct buf b = { 0 };
	int got;

	buf_printf(&b, "run %" PRId64 ": ", f->run);
	if (f->state == RUN_DONE && f->differs)
		buf_str(&b, "done, something differs");
	else if (f->ended)
		buf_str(&b, run_state_name(f->state));
	else if (f->stuck)
		buf_printf(&b,
		    "waits for a person%s%s; recon-flow show%s %" PRId64,
		    f->for_whom ? ": " : "", f->for_whom ? f->for_whom : "",
		    named, f->run);
	else
		buf_printf(&b,
		    "left as it is; recon-flow work%s goes on with it, "
		    "recon-flow cancel%s %" PRId64 " ends it",
		    named, named, f->run);
	if (f->state == RUN_DONE && f->passed)
		buf_str(&b, ", a node was passed");
	buf_byte(&b, '\n');
	if (!f->ended)
		*status = ST_AGAIN;
	else if (f->state != RUN_DONE)
		*status = ST_FAIL;
	else if (r->command->options->exit_code && (f->differs || f->passed))
		*status = ST_DIFFER;
	got = r->command->print(buf_span(&b), e);
	buf_free(&b);
	return got;
}

/* One run, from its begin to its end. */
int
command_run(const struct command *c, enum status *status, struct err *e)
{
	struct running r = { .command = c };
	int got = command_flow_path(c->operands[0], &r.path, e);

	r.given = mem_zeroed(c->n, sizeof *r.given);
	for (size_t i = 1; got == 0 && i < c->n; i++)
		got = command_flow_given(c->operands[i], &r.given[i - 1], e);
	if (got == 0)
		got = kept_place_make(c->store, e);
	if (got == 0)
		got = follow_run(&r, e);
	if (got == 0)
		got = tell_end(&r, status, e);
	follow_free(&r.follow);
	buf_free(&r.path);
	free(r.given);
	return got;
}
