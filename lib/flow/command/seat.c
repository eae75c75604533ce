#include "flow/command/seat.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "flow/command/command_store.h"
#include "flow/place/flow_place.h"
#include "sys/file/network_fs.h"

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

/* All that a worker is known by. */
static int
make_worker(struct seat *s, struct err *e)
{
	struct attempt_machine m;

	if (gethostname(s->host, sizeof s->host - 1))
		return err_sys(e, ST_FAIL, "gethostname");
	attempt_machine_read(&m, "/proc");
	snprintf(s->boot, sizeof s->boot, "%s", m.boot);
	if (flow_place_take(s->dir, s->store.id, &s->machine, e))
		return -1;
	s->worker = (struct flow_worker){ .machine = s->machine.p,
		.dir = s->dir,
		.host = s->host,
		.boot = s->boot,
		.pid = getpid() };
	return 0;
}

static int
open_store(struct seat *s, const struct command *c, struct err *e)
{
	if (!c->server)
		return flow_place_refuse(c->store, e) ||
			flow_store_open(&s->store, c->store, FLOW_STORE_RUN, e)
		    ? -1
		    : 0;
	if (network_fs_refuse(s->dir, e) ||
	    flow_store_open_server(
		&s->store, c->store, c->password_file, FLOW_STORE_RUN, e))
		return -1;
	if (make_worker(s, e) == 0)
		return 0;
	flow_store_close(&s->store);
	return -1;
}

static int
open_world(struct seat *s, const struct command *c, const struct seat_wish *w,
    struct err *e)
{
	return world_machine_open(&s->world,
	    &(struct world_machine_setup){
		.dir = s->dir,
		.of_worker = c->server,
		.transports = c->transports,
		.shim = c->shim,
		.broker = w->broker,
		.tickets = c->tickets,
		.store = s->store.id,
		.say = say,
		.say_arg = (void *)(uintptr_t)c,
		.tick = w->tick,
		.tick_s = w->tick_s,
		.tick_arg = w->arg,
	    },
	    e);
}

static int
open_runner(struct seat *s, const struct command *c, const struct seat_wish *w,
    struct err *e)
{
	struct buf named = { 0 };
	int r;

	command_store_name(c, &named);
	r = runner_open(&s->runner,
	    &(struct runner_setup){
		.store = &s->store,
		.world = s->world,
		.worker = c->server ? &s->worker : NULL,
		.dir = s->dir,
		.flows = w->flows,
		.templates = c->templates,
		.named = named.p,
		.schedules = w->schedules,
		.only_orders = w->only_orders,
		.jobs = w->jobs ? w->jobs : jobs_by_default(),
	    },
	    e);
	buf_free(&named);
	return r;
}

static int
open_all(struct seat *s, const struct command *c, const struct seat_wish *w,
    struct err *e)
{
	if (open_store(s, c, e))
		return -1;
	if (open_world(s, c, w, e) == 0) {
		if (open_runner(s, c, w, e) == 0)
			return 0;
		world_machine_close(s->world);
	}
	flow_store_close(&s->store);
	return -1;
}

bool
seat_is_ours(const struct command *c, struct err *e)
{
	struct buf path = { 0 };
	bool ours;

	buf_printf(&path, "%s/runner.lock%c", c->dir, '\0');
	ours = access(path.p, R_OK | W_OK) == 0 || errno != EACCES;
	buf_free(&path);
	if (!ours)
		err_set(e, ST_AGAIN,
		    "%s: it is another user's, who has to be the runner",
		    c->dir);
	return ours;
}

static void
free_own(struct seat *s)
{
	buf_free(&s->machine);
	free(s->dir);
	close(s->lock);
}

int
seat_take(struct seat *s, const struct command *c, const struct seat_wish *w,
    struct err *e)
{
	*s = (struct seat){ .lock = flow_store_lock(c->dir, w->wait, e) };
	if (s->lock < 0)
		return -1;
	/* a worker is known by where it is, wherever it was begun */
	s->dir = c->server ? realpath(c->dir, NULL) : NULL;
	if (!s->dir)
		s->dir = mem_dup(span_str(c->dir));
	if (open_all(s, c, w, e) == 0)
		return 0;
	free_own(s);
	return -1;
}

void
seat_leave(struct seat *s)
{
	runner_close(s->runner);
	world_machine_close(s->world);
	flow_store_close(&s->store);
	free_own(s);
}
