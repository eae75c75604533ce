/*
 * Whoever is killed, before whichever system call: the runner that starts, the
 * shim, the command. What is found says whether the command ran, nothing is
 * left of it, and another try may be made.
 */
#include "traced.h"

#include <sys/syscall.h>

enum { CALLS_MAX = 20000, STRIDE_MANY = 250 };

static unsigned long at, seen;
static unsigned verdicts[ATTEMPT_LOST + 1];
static unsigned tried;

/* Does the call only look at something? */
static bool
only_looks(const struct traced_call *c)
{
	return c->number == SYS_read || c->number == SYS_getdents64 ||
	    c->number == SYS_newfstatat || c->number == SYS_close ||
	    (c->number == SYS_openat && !(c->args[2] & O_CREAT));
}

/* Killed before the at-th call that may change something. */
static bool
until_at(pid_t pid, const struct traced_call *c)
{
	(void)pid;
	return c->at != TRACED_ENTRY || only_looks(c) || ++seen != at;
}

/* What the command does, besides, to be seen: a line a time that it ran. */
static const char script[] = "echo ran >>effect; setsid sleep MARK & echo "
			     "v >$RECON_OUT; exit 3";

static unsigned
effects(void)
{
	char *text = scratch_read("effect");
	unsigned n = 0;

	for (const char *p = text; p && *p; p++)
		n += *p == '\n';
	free(text);
	unlink("effect");
	return n;
}

/* Until the lock is free: who was killed may have left the shim at work. */
static enum attempt_verdict
settle(void)
{
	int steps = TRIES_STEPS;

	while (try_look() == ATTEMPT_ADOPT && --steps)
		try_pause();
	EXPECT(steps > 0);
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	return found.verdict;
}

/* What is found behind a kill is the truth. */
static void
judged(void)
{
	enum attempt_verdict verdict = settle();
	unsigned left = 99, n;

	verdicts[verdict]++;
	tried++;
	EXPECT(attempt_sweep(try_dir, try_id, &left, &e) == 0);
	EXPECT(left == 0 && try_alive() == 0);
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	n = effects();
	switch (verdict) {
	case ATTEMPT_NEVER:
		EXPECT(n == 0);
		break;
	case ATTEMPT_ENDED:
		EXPECT(n == 1);
		EXPECT(found.result.status == 3);
		EXPECT(found.result.why == ATTEMPT_EXITED);
		EXPECT(scratch_holds(try_path("out"), "v\n"));
		break;
	case ATTEMPT_SWEEP_LOST:
		EXPECT(n <= 1);
		break;
	default:
		EXPECT(found.verdict == ATTEMPT_NEVER); /* none that can be */
	}
	if (test_broken)
		printf("# killed before call %lu: verdict %d, ran %u\n", at,
		    (int)verdict, n);
}

static void
tell(const char *who)
{
	printf("# %s: %u kills: %u ended, %u never ran, %u lost\n", who, tried,
	    verdicts[ATTEMPT_ENDED], verdicts[ATTEMPT_NEVER],
	    verdicts[ATTEMPT_SWEEP_LOST]);
	EXPECT(verdicts[ATTEMPT_ENDED] > 0 && verdicts[ATTEMPT_NEVER] > 0);
	memset(verdicts, 0, sizeof verdicts);
	tried = 0;
}

/* The next call to be killed at: each, but where a sanitizer makes many of them
 * some. */
static void
next(unsigned long calls)
{
	at += 1 + calls / STRIDE_MANY;
}

static bool
can_trace(void)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0))
			_exit(1);
		raise(SIGSTOP);
		_exit(0);
	}
	seen = at = 0;
	status = traced_follow(pid, until_at);
	if (status == 0 && seen > 0)
		return true;
	test_skip("nothing can be traced here");
	return false;
}

static void
shim(void)
{
	unsigned long calls = 0;
	int status;

	if (!can_trace())
		return;
	for (at = 0; at < CALLS_MAX && !test_broken; next(calls)) {
		try_script(script);
		traced_shim();
		try_start();
		seen = 0;
		status = traced_follow(started.pid, until_at);
		close(started.watch);
		if (at == 0) {
			EXPECT(status == 0);
			calls = seen;
		} else if (!WIFSIGNALED(status)) {
			at = CALLS_MAX; /* it ended before */
		}
		judged();
	}
	EXPECT(verdicts[ATTEMPT_SWEEP_LOST] > 0);
	tell("shim");
}

/* It starts the attempt, traced, and ends. */
static void
runner_run(void)
{
	if (ptrace(PTRACE_TRACEME, 0, 0, 0))
		_exit(125);
	raise(SIGSTOP);
	_exit(attempt_start(&spec, &started, &e) != ATTEMPT_STARTED);
}

static void
runner(void)
{
	unsigned long calls = 0;
	int status;
	pid_t pid;

	if (!can_trace())
		return;
	for (at = 0; at < CALLS_MAX && !test_broken; next(calls)) {
		try_script(script);
		fflush(stdout);
		pid = fork();
		if (pid == 0)
			runner_run();
		seen = 0;
		started.pid = 0;
		status = traced_follow(pid, until_at);
		if (at == 0) {
			EXPECT(status == 0);
			calls = seen;
		} else if (!WIFSIGNALED(status)) {
			at = CALLS_MAX;
		}
		judged();
	}
	tell("runner");
}

/* The command dies by itself, at any call of a shell. */
static void
command(void)
{
	static char tracer[PATH_MAX], number[32],
	    *argv[] = { tracer, number, NULL };
	bool ended = false;

	if (!can_trace())
		return;
	strcpy(tracer, traced_self);
	for (at = 1; at < CALLS_MAX && !ended && !test_broken;
	     at += 1 + at / 40) {
		snprintf(number, sizeof number, "%lu", at);
		try_script("");
		spec.argv = argv;
		try_start();
		EXPECT(try_wait() == 0);
		EXPECT(try_look() == ATTEMPT_ENDED);
		ended = found.result.why == ATTEMPT_EXITED;
		if (ended)
			EXPECT(found.result.status == 3);
		else
			EXPECT(found.result.why == ATTEMPT_SIGNAL &&
			    found.result.signal == SIGKILL);
		EXPECT(try_alive() == 0 && effects() <= 1);
		tried++;
	}
	EXPECT(ended);
	printf("# command: %u kills\n", tried);
	tried = 0;
}

/* As a command: a shell that is killed before its N-th call, then ourselves. */
static void
become_command(const char *n)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0))
			_exit(125);
		execl("/bin/sh", "sh", "-c",
		    "echo ran >>effect; sleep 1000 & echo v >$RECON_OUT; exit "
		    "3",
		    (char *)NULL);
		_exit(126);
	}
	at = strtoul(n, NULL, 10);
	status = traced_follow(pid, until_at);
	if (WIFSIGNALED(status))
		raise(WTERMSIG(status));
	_exit(WEXITSTATUS(status));
}

int
main(int argc, char **argv)
{
	traced_main(argv);
	if (argc == 2)
		become_command(argv[1]);
	traced_begin(argv[0]);
	if (!attempt_adopt_orphans())
		scratch_die("subreaper");
	test("a runner may be killed before any call of a start", runner);
	test("a shim may be killed before any call", shim);
	test("a command may be killed before any call", command);
	tries_end();
	return test_done();
}
