#define _GNU_SOURCE /* ppoll */
#include "attempt/shim/shim_watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attempt/attempt_shim.h"
#include "attempt/shim/shim_end.h"
#include "sys/clock.h"

enum { MS = 1000, NS_OF_MS = 1000000, PAUSE_MS_MAX = 256 };

static volatile sig_atomic_t cancelled, terminated;

static void
note(int signal)
{
	if (signal == ATTEMPT_SHIM_CANCEL)
		cancelled = 1;
	else if (signal != SIGCHLD)
		terminated = 1;
}

static const int noted[] = { SIGCHLD, ATTEMPT_SHIM_CANCEL, SIGTERM, SIGINT,
	SIGHUP };

void
shim_watch_signals(void)
{
	struct sigaction a = { .sa_handler = note };
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	sigfillset(&a.sa_mask);
	for (size_t i = 0; i < sizeof noted / sizeof *noted; i++)
		sigaction(noted[i], &a, NULL);
}

struct watched {
	const struct shim_watch *watch;
	struct attempt_result *result;
	enum {
		RUNNING,
		ENDING,  /* it got TERM, and has its grace */
		KILLING, /* what is left gets KILL, again and again */
		GONE
	} state;
	bool command_ended;
	int64_t due;   /* when the state ends, ms of clock_monotonic_ms; of
	               * KILLING, when what is left gets KILL again */
	int64_t pause; /* ms until then */
};

static void
command_ended(struct watched *w, int status)
{
	struct attempt_result *r = w->result;

	w->command_ended = true;
	r->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	r->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (w->state == RUNNING && r->signal)
		r->why = ATTEMPT_SIGNAL;
}

static pid_t
next_dead(void)
{
	siginfo_t i = { 0 };
	int r;

	while ((r = waitid(P_ALL, 0, &i, WEXITED | WNOHANG | WNOWAIT)) < 0 &&
	    errno == EINTR)
		;
	return r < 0 ? -1 : i.si_pid;
}

/*
 * Takes whatever has ended, also what the command left to us. As long as the
 * command itself is not taken, no other group can have its number: what cannot
 * be seen later, or has no grace, is killed before.
 */
static void
reap(struct watched *w)
{
	pid_t command = w->watch->command->pid, pid;
	int status;

	while ((pid = next_dead()) > 0) {
		if (pid == command && (w->state == RUNNING || !shim_end_sees()))
			shim_end_group(command);
		if (waitpid(pid, &status, 0) != pid)
			continue;
		if (pid == command)
			command_ended(w, status);
		else if ((w->command_ended || w->state != RUNNING) &&
		    WIFSIGNALED(status))
			w->result->killed++;
	}
	if (pid < 0)
		w->state = GONE;
}

static void
begin_ending(struct watched *w, enum attempt_why why)
{
	w->result->why = why;
	w->state = ENDING;
	w->due = clock_monotonic_ms() + (int64_t)w->watch->spec->grace * MS;
	shim_end_signal(w->watch->command->pid, !w->command_ended, SIGTERM);
}

/* Is there a reason to end what runs? */
static void
look_for_reason(struct watched *w, bool too_much)
{
	if (w->command_ended) {
		w->state = KILLING; /* what it has left */
		w->due = 0;
	} else if (cancelled) {
		begin_ending(w, ATTEMPT_CANCELLED);
	} else if (terminated) {
		begin_ending(w, ATTEMPT_TERMINATED);
	} else if (too_much) {
		begin_ending(w, ATTEMPT_OUTPUT);
	} else if (clock_monotonic_ms() >= w->due) {
		begin_ending(w, ATTEMPT_TIMEOUT);
	}
}

static void
kill_again(struct watched *w)
{
	shim_end_signal(w->watch->command->pid, !w->command_ended, SIGKILL);
	w->due = clock_monotonic_ms() + w->pause;
	if (w->pause < PAUSE_MS_MAX)
		w->pause *= 2;
}

/* Until something comes, or it is time. */
static void
wait_for(struct watched *w)
{
	struct shim_output *o = w->watch->output;
	struct pollfd fds[] = { { o[0].from, POLLIN, 0 },
		{ o[1].from, POLLIN, 0 } };
	int64_t left = w->due - clock_monotonic_ms();
	struct timespec t;
	sigset_t none;

	left = left < 0 ? 0 : left;
	t = (struct timespec){ left / MS, left % MS * NS_OF_MS };
	sigemptyset(&none);
	ppoll(fds, 2, w->due == INT64_MAX ? NULL : &t, &none);
}

static bool
take_output(struct watched *w)
{
	uint64_t max = w->watch->spec->output_max;
	bool too_much = false;

	for (int i = 0; i < 2; i++)
		too_much |= shim_output_take(&w->watch->output[i], max);
	return too_much;
}

/* A command that was let go and could not be started has ended itself. */
static void
tell_result(struct watched *w)
{
	struct attempt_result *r = w->result;
	int not_started = shim_command_not_started(
	    w->watch->command, r->reason, sizeof r->reason);

	for (int i = 0; i < 2; i++) {
		struct shim_output *o = &w->watch->output[i];

		shim_output_finish(o, w->watch->spec->output_max);
		r->output[i] = o->bytes;
		if (o->trouble && !*r->reason)
			snprintf(r->reason, sizeof r->reason,
			    "its output was not kept: %s",
			    strerror(o->trouble));
	}
	if (!not_started)
		return;
	r->why = ATTEMPT_NOT_STARTED;
	r->status = not_started;
	r->signal = 0;
}

void
shim_watch(const struct shim_watch *watch, struct attempt_result *r)
{
	uint32_t timeout = watch->spec->timeout;
	struct watched w = { .watch = watch,
		.result = r,
		.pause = 1,
		.due = timeout ? clock_monotonic_ms() + (int64_t)timeout * MS
			       : INT64_MAX };

	r->why = ATTEMPT_EXITED;
	while (w.state != GONE) {
		bool too_much;

		wait_for(&w);
		too_much = take_output(&w);
		reap(&w);
		if (w.state == RUNNING)
			look_for_reason(&w, too_much);
		if (w.state == ENDING && clock_monotonic_ms() >= w.due) {
			w.state = KILLING;
			w.due = 0;
		}
		if (w.state == KILLING && clock_monotonic_ms() >= w.due)
			kill_again(&w);
	}
	tell_result(&w);
}
