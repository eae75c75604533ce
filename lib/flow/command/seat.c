#include "flow/command/seat.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "option/kept_place.h"

static void
say(void *arg, const char *line)
{
	const struct command *c = arg;

	c->say(line);
}

/* Processes that wait for others as often as they work; and where a thousand
 * nodes are ready at once, not a thousand processes. */
static unsigned
jobs_by_default(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors > 4 ? (unsigned)processors * 4 : 16;
}

/* As those who are told of alarms name the store, wherever they are. */
static void
name_store(const struct command *c, struct buf *b)
{
	char *real = *c->named ? realpath(c->store, NULL) : NULL;

	if (real)
		kept_place_name(real, b);
	buf_byte(b, '\0');
	free(real);
}

static int
open_all(struct seat *s, const struct command *c, const struct seat_wish *w,
    const char *named, struct err *e)
{
	if (flow_store_open(&s->store, c->store, FLOW_STORE_RUN, e))
		return -1;
	if (world_machine_open(&s->world,
		&(struct world_machine_setup){
		    .dir = c->store,
		    .transports = c->transports,
		    .shim = c->shim,
		    .say = say,
		    .say_arg = (void *)c,
		    .tick = w->tick,
		    .tick_s = w->tick_s,
		    .tick_arg = w->arg,
		},
		e)) {
		flow_store_close(&s->store);
		return -1;
	}
	if (runner_open(&s->runner,
		&(struct runner_setup){
		    .store = &s->store,
		    .world = s->world,
		    .dir = c->store,
		    .flows = w->flows,
		    .templates = c->templates,
		    .named = named,
		    .schedules = w->schedules,
		    .only_orders = w->only_orders,
		    .jobs = w->jobs ? w->jobs : jobs_by_default(),
		},
		e)) {
		world_machine_close(s->world);
		flow_store_close(&s->store);
		return -1;
	}
	return 0;
}

bool
seat_is_ours(const struct command *c, struct err *e)
{
	struct buf path = { 0 };
	bool ours;

	buf_printf(&path, "%s/runner.lock%c", c->store, '\0');
	ours = access(path.p, R_OK | W_OK) == 0 || errno != EACCES;
	buf_free(&path);
	if (!ours)
		err_set(e, ST_AGAIN,
		    "%s: it is another user's, who has to be the runner",
		    c->store);
	return ours;
}

int
seat_take(struct seat *s, const struct command *c, const struct seat_wish *w,
    struct err *e)
{
	struct buf named = { 0 };
	int r;

	*s = (struct seat){ .lock = flow_store_lock(c->store, w->wait, e) };
	if (s->lock < 0)
		return -1;
	name_store(c, &named);
	r = open_all(s, c, w, named.p, e);
	buf_free(&named);
	if (r)
		close(s->lock);
	return r;
}

void
seat_leave(struct seat *s)
{
	runner_close(s->runner);
	world_machine_close(s->world);
	flow_store_close(&s->store);
	close(s->lock);
}
