/*
 * traced: an attempt whose runner or shim is followed, system call by system
 * call, with ptrace(2), so that it can be killed before any of them.
 */
#ifndef TRACED_H
#define TRACED_H

#include <errno.h>
#include <sys/ptrace.h>

#include "tries.h"

/* What stands at the other side of a call. */
enum traced_at { TRACED_ENTRY, TRACED_EXIT };

struct traced_call {
	enum traced_at at;
	uint64_t number, args[6]; /* those of the entry, at the exit too */
	int64_t answer;           /* at the exit */
};

/* Called at each of them; false: it is killed there. */
typedef bool traced_fn(pid_t, const struct traced_call *);

/*
 * The test's own program is the shim of a traced attempt: it lets itself be
 * traced and becomes the real one, whose path is in its environment. To be
 * called first in main().
 */
static inline void
traced_main(char **argv)
{
	const char *real = getenv("TRACED_SHIM");
	sigset_t trap;

	if (!real)
		return;
	sigemptyset(&trap);
	sigaddset(&trap, SIGTRAP);
	sigprocmask(SIG_UNBLOCK, &trap, NULL); /* which exec raises */
	if (ptrace(PTRACE_TRACEME, 0, 0, 0))
		_exit(125);
	unsetenv("TRACED_SHIM");
	execv(real, argv);
	_exit(126);
}

static char traced_self[PATH_MAX], traced_real[PATH_MAX + 16];

static inline void
traced_begin(const char *argv0)
{
	if (!realpath(argv0, traced_self))
		scratch_die(argv0);
	tries_begin(argv0);
	snprintf(traced_real, sizeof traced_real, "TRACED_SHIM=%s", try_shim);
}

/* Makes the attempt that was described one whose shim is traced. */
static inline void
traced_shim(void)
{
	static char *env[] = { try_search, traced_real, NULL };

	spec.shim = traced_self;
	spec.env = env;
}

static inline bool
traced_look(pid_t pid, struct traced_call *c)
{
	struct __ptrace_syscall_info i;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof i, &i) <= 0)
		return false;
	if (i.op == PTRACE_SYSCALL_INFO_ENTRY) {
		c->at = TRACED_ENTRY;
		c->number = i.entry.nr;
		memcpy(c->args, i.entry.args, sizeof c->args);
		return true;
	}
	c->at = TRACED_EXIT;
	c->answer = i.exit.rval;
	return i.op == PTRACE_SYSCALL_INFO_EXIT;
}

/* Follows a child that is traced to its end, which waitpid(2) tells. It has
 * stopped, or will, at its exec or by itself. */
static inline int
traced_follow(pid_t pid, traced_fn *fn)
{
	struct traced_call call = { 0 };
	bool first = true;
	int status;

	for (;;) {
		int sig = 0;

		while (waitpid(pid, &status, 0) < 0)
			if (errno != EINTR)
				scratch_die("waitpid");
		if (!WIFSTOPPED(status))
			return status;
		if (first)
			ptrace(PTRACE_SETOPTIONS, pid, 0,
			    PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
		else if (WSTOPSIG(status) != (SIGTRAP | 0x80))
			sig = WSTOPSIG(status);
		else if (traced_look(pid, &call) && !fn(pid, &call))
			kill(pid, SIGKILL);
		first = false;
		ptrace(PTRACE_SYSCALL, pid, 0, sig);
	}
}

#endif
