#include "flow/world/world_machine.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/orders/orders_in.h"
#include "flow/world/world_attempts.h"
#include "flow/world/world_files.h"
#include "flow/world/world_signals.h"
#include "flow/world/world_store.h"
#include "flow/world/world_tickets.h"
#include "flow/send/flow_targets.h"
#include "sys/clock.h"

enum {
	MS = 1000,
	LOOK_MS = 1000,      /* at orders that cannot be watched */
	WAIT_MAX_MS = 60000, /* the wall clock may be set meanwhile */
};

struct machine {
	struct world world; /* first: it is what is handed out */
	struct world_machine_setup set;
	struct world_attempts attempts;
	struct flow_targets targets;
	struct orders_in orders;
	struct world_store store;
	struct machine_tickets tickets;
	struct world_outcome outcome; /* of the last end that was told */
	char *targets_dir;            /* owned */
	int signals;                  /* readable when one came */
	int watched;                  /* borrowed: likewise; -1: none */
	int64_t tick;                 /* steady ms: the next */
	struct pollfd *fds;           /* owned */
	size_t cap;
};

static struct machine *
machine_of(struct world *w)
{
	return (struct machine *)(void *)w;
}

static int64_t
wall(struct world *w)
{
	(void)w;
	return clock_wall_ms();
}

static int64_t
steady(struct world *w)
{
	(void)w;
	return clock_monotonic_ms();
}

static enum world_found
told(struct machine *m, int64_t attempt, enum world_found found,
    struct world_end *end)
{
	*end = (struct world_end){ attempt, found, m->outcome.outcome };
	return found;
}

static enum world_found
begin(struct world *w, int64_t attempt, const struct world_attempt *a,
    struct world_end *end)
{
	struct machine *m = machine_of(w);

	return told(m, attempt,
	    world_attempts_begin(&m->attempts, attempt, a, &m->outcome), end);
}

static enum world_found
find(struct world *w, int64_t attempt, const char *id, const char *dir,
    struct world_end *end)
{
	struct machine *m = machine_of(w);

	return told(m, attempt,
	    world_attempts_find(&m->attempts, attempt, id, dir, &m->outcome),
	    end);
}

static void
stop(struct world *w, int64_t attempt)
{
	world_attempts_stop(&machine_of(w)->attempts, attempt);
}

static void
send_event(struct world *w, int64_t attempt, const char *targets,
    const char *target, struct span id, struct span event, uint32_t within)
{
	flow_targets_send(&machine_of(w)->targets, attempt, targets, target, id,
	    event, within);
}

static bool
ended(struct world *w, struct world_end *end)
{
	struct machine *m = machine_of(w);
	enum world_found found;
	struct flow_answer a;
	int64_t attempt;

	if (world_attempts_next(&m->attempts, &attempt, &found, &m->outcome)) {
		told(m, attempt, found, end);
		return true;
	}
	if (!flow_targets_next(&m->targets, &a))
		return false;
	if (a.late)
		world_outcome_clear(&m->outcome, END_TIMEOUT);
	else
		world_outcome_of_answer(&m->outcome, &a.answer);
	answer_free(&a.answer);
	told(m, a.attempt, WORLD_ENDED, end);
	return true;
}

static bool
order(struct world *w, struct world_order *o)
{
	struct machine *m = machine_of(w);
	struct orders_taken t;

	if (m->set.of_worker || !orders_in_next(&m->orders, &t))
		return false;
	*o = (struct world_order){ t.id, *t.words, t.uid, t.who, t.groups };
	return true;
}

static void
answer(struct world *w, const char *id, enum status status, struct span text)
{
	orders_in_answer(&machine_of(w)->orders, id, status, text);
}

static int
stands(struct world *w, struct err *e)
{
	return world_store_look(&machine_of(w)->store, e);
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* How long poll(2) may wait. */
static int
wait_ms(struct machine *m, int64_t until)
{
	int64_t now = clock_monotonic_ms();

	until = least(until, now + WAIT_MAX_MS);
	until = least(until, world_attempts_due(&m->attempts));
	until = least(until, flow_targets_due(&m->targets));
	until = least(until, flow_tickets_due(&m->tickets.of));
	until = least(until, m->store.look);
	if (m->set.tick)
		until = least(until, m->tick);
	if (m->orders.changes < 0 && !m->set.of_worker)
		until = least(until, now + LOOK_MS);
	return until > now ? (int)(until - now) : 0;
}

static void
tick(struct machine *m)
{
	if (!m->set.tick || clock_monotonic_ms() < m->tick)
		return;
	m->set.tick(m->set.tick_arg);
	m->tick = clock_monotonic_ms() + (int64_t)m->set.tick_s * MS;
}

static void
wait_until(struct world *w, int64_t until)
{
	struct machine *m = machine_of(w);
	size_t most = m->attempts.n + flow_targets_most(&m->targets) +
	    FLOW_TICKETS_FDS + 3;
	size_t n, attempts;

	/* what was sent since goes to programs that wait for it */
	flow_targets_step(&m->targets);
	flow_tickets_step(&m->tickets.of);
	m->fds = mem_grow(m->fds, &m->cap, most, sizeof *m->fds);
	n = attempts = world_attempts_poll(&m->attempts, m->fds);
	n += flow_targets_poll(&m->targets, m->fds + n);
	n += flow_tickets_poll(&m->tickets.of, m->fds + n);
	m->fds[n++] = (struct pollfd){ m->signals, POLLIN, 0 };
	m->fds[n++] = (struct pollfd){ m->orders.changes, POLLIN, 0 };
	m->fds[n++] = (struct pollfd){ m->watched, POLLIN, 0 };
	if (poll(m->fds, (nfds_t)n, wait_ms(m, until)) < 0) {
		for (size_t i = 0; i < n; i++)
			m->fds[i].revents = 0;
	}
	world_attempts_step(&m->attempts, m->fds, attempts);
	flow_targets_step(&m->targets);
	flow_tickets_step(&m->tickets.of);
	tick(m);
}

static unsigned
signals(struct world *w)
{
	(void)w;
	return world_signals_take();
}

static int
read_file(struct world *w, const char *path, bool trusted, struct buf *b,
    struct err *e)
{
	(void)w;
	return world_files_read(path, trusted, b, e);
}

static int
list(struct world *w, const char *dir, const char *end, struct names *names,
    struct err *e)
{
	(void)w;
	return world_files_list(dir, end, names, e);
}

static int
remove_dir(struct world *w, const char *dir, struct err *e)
{
	(void)w;
	return world_files_remove(dir, e);
}

static void
say(struct world *w, const char *line)
{
	struct machine *m = machine_of(w);

	if (m->set.say)
		m->set.say(m->set.say_arg, line);
}

static void
watch(struct world *w, int fd)
{
	machine_of(w)->watched = fd;
}

static const struct world_ops machine_ops = { wall, steady, begin, find, stop,
	send_event, ended, order, answer, stands, wait_until, signals,
	read_file, list, remove_dir, say, watch };

static int
open_tickets(struct machine *m, struct err *e)
{
	const struct flow_tickets_setup set = { .file = m->set.broker,
		.programs = m->set.tickets,
		.store = m->set.store,
		.say = m->set.say,
		.say_arg = m->set.say_arg };

	if (!m->set.broker)
		return 0;
	m->world.tickets = &m->tickets.tickets;
	return world_tickets_open(&m->tickets, &set, e);
}

int
world_machine_open(
    struct world **w, const struct world_machine_setup *set, struct err *e)
{
	struct machine *m = mem_zeroed(1, sizeof *m);
	struct buf dir = { 0 };

	buf_printf(&dir, "%s/targets%c", set->dir, '\0');
	m->world.ops = &machine_ops;
	m->set = *set;
	m->targets_dir = dir.p;
	m->targets = (struct flow_targets){ .dir = dir.p,
		.transports = set->transports };
	m->attempts.shim = set->shim;
	m->orders.changes = -1;
	m->watched = -1;
	m->signals = world_signals_open(e);
	if (m->signals < 0 ||
	    world_store_note(&m->store, set->dir, set->of_worker, e) ||
	    (!set->of_worker && orders_in_open(&m->orders, set->dir, e)) ||
	    open_tickets(m, e)) {
		world_machine_close(&m->world);
		return -1;
	}
	attempt_adopt_orphans();
	*w = &m->world;
	return 0;
}

void
world_machine_close(struct world *w)
{
	struct machine *m = machine_of(w);

	world_attempts_free(&m->attempts);
	flow_targets_free(&m->targets);
	flow_tickets_free(&m->tickets.of);
	orders_in_close(&m->orders);
	world_outcome_free(&m->outcome);
	world_signals_close();
	free(m->targets_dir);
	free(m->fds);
	free(m);
}
