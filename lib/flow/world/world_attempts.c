#include "flow/world/world_attempts.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attempt/process_stat.h"
#include "base/mem.h"
#include "flow/world/world_env.h"
#include "flow/world/world_judge.h"
#include "sys/clock.h"

enum {
	MS = 1000,
	LOOK_MS = 20,     /* at a child that cannot be watched */
	ADOPTED_MS = 200, /* at what is no child, likewise */
	SLACK_S = 30,     /* for a shim behind time-out and grace */
};

static struct world_going *
add(struct world_attempts *w, int64_t attempt, const char *id, const char *dir)
{
	struct world_going *g;

	w->list = mem_grow(w->list, &w->cap, w->n + 1, sizeof *w->list);
	g = &w->list[w->n++];
	*g = (struct world_going){ .attempt = attempt,
		.id = mem_dup(span_str(id)),
		.dir = mem_dup(span_str(dir)),
		.watch = -1,
		.look = INT64_MAX,
		.kill = INT64_MAX };
	return g;
}

static void
release(struct world_going *g)
{
	if (g->watch >= 0)
		close(g->watch);
	free(g->id);
	free(g->dir);
}

/* When a shim that began so many ms ago is killed; never without a bound. */
static int64_t
kill_time(uint32_t timeout, uint32_t grace, int64_t ago)
{
	int64_t left = ((int64_t)timeout + grace + SLACK_S) * MS - ago;

	if (timeout == 0)
		return INT64_MAX;
	return clock_monotonic_ms() + (left > 0 ? left : 0);
}

enum world_found
world_attempts_begin(struct world_attempts *w, int64_t attempt,
    const struct world_attempt *a, struct world_outcome *o)
{
	uint32_t grace = a->grace ? a->grace : ATTEMPT_GRACE;
	struct world_env env = { 0 };
	struct attempt_started started;
	struct world_going *g;
	struct err e;
	int r;

	world_env_make(&env, a->env);
	r = attempt_start(
	    &(struct attempt_spec){
		.shim = w->shim,
		.id = a->id,
		.dir = a->dir,
		.argv = a->words->argv,
		.env = env.list,
		.cwd = a->cwd,
		.timeout = a->timeout,
		.grace = grace,
		.output_max = ATTEMPT_OUTPUT_MAX,
	    },
	    &started, &e);
	world_env_free(&env);
	world_outcome_clear(o, END_LOST);
	if (r < 0) {
		world_outcome_why(o, span_str(e.text));
		return WORLD_NEVER;
	}
	if (r == ATTEMPT_LOST_ALREADY) {
		world_outcome_why(o, SPAN("its directory is there already"));
		return WORLD_LOST;
	}
	g = add(w, attempt, a->id, a->dir);
	g->pid = started.pid;
	g->watch = started.watch;
	g->recon = world_judge_is_recon(a->words->argv[0]);
	g->kill = kill_time(a->timeout, grace, 0);
	if (g->watch < 0)
		g->look = clock_monotonic_ms() + LOOK_MS;
	return WORLD_GOING;
}

/* Makes dead ones of ours go that only wait for that: what lost its parent, a
 * shim that was killed. Shims lead a session; so do they not stay in ours. */
static void
reap(void *arg, const struct process_stat *s)
{
	const struct world_attempts *w = arg;

	if (!s->dead || s->parent != getpid() || s->session == getsid(0))
		return;
	for (size_t i = 0; i < w->n; i++)
		if (w->list[i].pid == s->pid)
			return;
	waitpid(s->pid, NULL, WNOHANG);
}

static enum world_found
judge(struct world_attempts *w, const char *id, const char *dir,
    const bool *recon, struct attempt_found *f, struct world_outcome *o)
{
	enum world_found found = world_judge(id, dir, recon, f, o);

	if (found == WORLD_LOST)
		process_stat_each(reap, w);
	return found;
}

enum world_found
world_attempts_find(struct world_attempts *w, int64_t attempt, const char *id,
    const char *dir, struct world_outcome *o)
{
	struct attempt_found f;
	struct world_going *g;
	uint32_t timeout, grace;
	enum world_found found = judge(w, id, dir, NULL, &f, o);

	if (found != WORLD_GOING)
		return found;
	g = add(w, attempt, id, dir);
	g->recon = world_judge_spec(dir, &timeout, &grace);
	g->watch = attempt_watch(&f);
	if (g->watch < 0)
		g->look = clock_monotonic_ms() + ADOPTED_MS;
	if (f.begun.wall_ms)
		g->kill = kill_time(
		    timeout, grace, clock_wall_ms() - f.begun.wall_ms);
	return WORLD_GOING;
}

/* It is asked for again while there is nobody to ask yet. */
static void
ask_to_stop(struct world_going *g)
{
	struct err e;
	int r = attempt_cancel(g->dir, g->id, &e);

	if (r == 0 && g->pid > 0)
		r = kill(g->pid, SIGUSR1) == 0;
	g->stopping = r == 0;
	if (g->stopping)
		g->look = clock_monotonic_ms() + ADOPTED_MS;
}

void
world_attempts_stop(struct world_attempts *w, int64_t attempt)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->list[i].attempt == attempt && !w->list[i].gone)
			ask_to_stop(&w->list[i]);
}

size_t
world_attempts_poll(const struct world_attempts *w, struct pollfd *fds)
{
	for (size_t i = 0; i < w->n; i++) /* poll(2) passes over -1 */
		fds[i] =
		    (struct pollfd){ .fd = w->list[i].watch, .events = POLLIN };
	return w->n;
}

int64_t
world_attempts_due(const struct world_attempts *w)
{
	int64_t due = INT64_MAX;

	for (size_t i = 0; i < w->n; i++) {
		const struct world_going *g = &w->list[i];

		if (g->gone)
			return 0;
		if (g->look < due)
			due = g->look;
		if (g->kill < due)
			due = g->kill;
	}
	return due;
}

static void
kill_shim(struct world_going *g)
{
	struct err e;

	attempt_kill(g->dir, g->id, &e);
	g->kill = INT64_MAX;
}

void
world_attempts_step(
    struct world_attempts *w, const struct pollfd *fds, size_t n)
{
	int64_t now = clock_monotonic_ms();

	for (size_t i = 0; i < w->n; i++) {
		struct world_going *g = &w->list[i];

		if (i < n && fds[i].fd >= 0 && fds[i].revents)
			g->gone = true;
		if (g->kill <= now)
			kill_shim(g);
		if (g->look > now)
			continue;
		g->look = INT64_MAX;
		if (g->watch < 0)
			g->gone = true; /* perhaps */
		if (g->stopping)
			ask_to_stop(g);
	}
}

/* Takes the status of the shim. False where it is still there. */
static bool
wait_for(struct world_going *g)
{
	int r;

	if (g->pid <= 0)
		return true;
	do
		r = waitpid(g->pid, NULL, WNOHANG);
	while (r < 0 && errno == EINTR);
	if (r == 0)
		return false;
	g->pid = 0;
	return true;
}

/* It was seen to go on: without its directory nobody knows how far it came. */
static void
doubt(const struct world_going *g, enum world_found *found,
    struct world_outcome *o)
{
	if (*found != WORLD_NEVER)
		return;
	if (access(g->dir, F_OK) == 0) {
		world_outcome_why(
		    o, SPAN("its shim ended before the command began"));
		return;
	}
	*found = WORLD_LOST;
	world_outcome_why(o, SPAN("its directory was taken away"));
}

bool
world_attempts_next(struct world_attempts *w, int64_t *attempt,
    enum world_found *found, struct world_outcome *o)
{
	for (size_t i = 0; i < w->n; i++) {
		struct world_going *g = &w->list[i];
		struct attempt_found f;

		if (!g->gone)
			continue;
		g->gone = false;
		g->look =
		    clock_monotonic_ms() + (g->pid > 0 ? LOOK_MS : ADOPTED_MS);
		if (!wait_for(g))
			continue;
		*found = judge(w, g->id, g->dir, &g->recon, &f, o);
		if (*found == WORLD_GOING)
			continue;
		doubt(g, found, o);
		*attempt = g->attempt;
		release(g);
		*g = w->list[--w->n];
		return true;
	}
	return false;
}

void
world_attempts_free(struct world_attempts *w)
{
	for (size_t i = 0; i < w->n; i++)
		release(&w->list[i]);
	free(w->list);
	*w = (struct world_attempts){ 0 };
}
