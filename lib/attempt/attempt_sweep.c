#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "attempt/attempt.h"
#include "attempt/process_stat.h"
#include "sys/clock.h"

enum { MS = 1000, NS_OF_MS = 1000000, STEP_MS_MAX = 64, CLEAN = 2 };

struct sweep {
	const struct attempt_begun *begun;
	pid_t self;
	bool reused; /* the group's number, or the session's, is another's */
	unsigned seen;
};

/*
 * A number stays taken as long as a group or a session is called by it. So
 * where another process has it, none of ours is in there.
 */
static bool
is_reused(pid_t pid, uint64_t start)
{
	struct process_stat s;

	return process_stat_read(&s, "/proc", pid) && s.start != start;
}

/* The shim is gone, the session is called by its number. */
static bool
is_in_group(const struct sweep *w, const struct process_stat *s)
{
	return !w->reused && s->group == w->begun->group &&
	    s->session == w->begun->shim && s->group != s->session;
}

static void
kill_if_ours(void *arg, const struct process_stat *s)
{
	struct sweep *w = arg;

	if (s->dead || s->pid == w->self || s->start < w->begun->shim_start)
		return;
	if (!is_in_group(w, s) &&
	    !process_stat_has(s->pid, "RECON_ATTEMPT", w->begun->id))
		return;
	if (process_stat_signal(s, SIGKILL) || errno != ESRCH)
		w->seen++;
}

/* Kills and looks again, less and less often, until none is seen; twice, as one
 * that is just becoming another program has no environment for a moment. */
static unsigned
sweep(struct sweep *w)
{
	int64_t until = clock_monotonic_ms() + ATTEMPT_SWEEP_SECONDS * MS;
	struct timespec step = { .tv_nsec = NS_OF_MS };

	for (unsigned clean = 0;;) {
		w->seen = 0;
		process_stat_each(kill_if_ours, w);
		clean = w->seen ? 0 : clean + 1;
		if (clean == CLEAN || clock_monotonic_ms() >= until)
			return w->seen;
		nanosleep(&step, NULL);
		if (step.tv_nsec < STEP_MS_MAX * NS_OF_MS)
			step.tv_nsec *= 2;
	}
}

int
attempt_sweep(const char *dir, const char *id, unsigned *left, struct err *e)
{
	struct attempt_found f;
	struct sweep w = { .begun = &f.begun, .self = getpid() };

	*left = 0;
	if (attempt_look(dir, id, &f, e))
		return -1;
	if (f.verdict == ATTEMPT_ADOPT)
		return err_set(e, ST_AGAIN, "%s: its shim is at work", dir);
	if (f.verdict != ATTEMPT_SWEEP_LOST)
		return 0;
	w.reused = is_reused(f.begun.shim, f.begun.shim_start) ||
	    is_reused(f.begun.group, f.begun.command_start);
	*left = sweep(&w);
	return 0;
}
