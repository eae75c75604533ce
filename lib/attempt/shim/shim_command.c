#define _GNU_SOURCE /* pipe2 */
#include "attempt/shim/shim_command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NOT_RUN = 126, NOT_FOUND = 127 };

/* What the child says where it cannot become the command. */
struct failure {
	int why;     /* errno */
	bool at_cwd; /* it could not go to its directory */
};

/* As if nobody had ever touched them. */
static void
forget_signals(void)
{
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void
become(const struct attempt_spec *s, int go, int failed, int out, int err)
{
	struct failure f = { 0 };
	int null;
	char byte;
	ssize_t n;

	while ((n = read(go, &byte, 1)) < 0 && errno == EINTR)
		;
	if (n != 1) /* the shim is gone, and nothing ran */
		_exit(NOT_RUN);
	null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(err, STDERR_FILENO) < 0) {
		f.why = errno;
	} else if (chdir(s->cwd)) {
		f.why = errno;
		f.at_cwd = true;
	} else {
		forget_signals();
		execvp(s->argv[0], s->argv);
		f.why = errno;
	}
	n = write(failed, &f, sizeof f);
	_exit(f.why == ENOENT && !f.at_cwd ? NOT_FOUND : NOT_RUN);
}

int
shim_command_fork(struct shim_command *c, const struct attempt_spec *s,
    int lock, int out, int err)
{
	int go[2], failed[2];

	if (pipe2(go, O_CLOEXEC))
		return -1;
	if (pipe2(failed, O_CLOEXEC | O_NONBLOCK)) {
		close(go[0]);
		close(go[1]);
		return -1;
	}
	c->pid = fork();
	if (c->pid == 0) {
		close(lock);
		close(go[1]);
		setpgid(0, 0);
		become(s, go[0], failed[1], out, err);
	}
	if (c->pid > 0)
		setpgid(c->pid, c->pid); /* whoever is first */
	close(go[0]);
	close(failed[1]);
	c->go = go[1];
	c->failed = failed[0];
	return c->pid < 0 ? -1 : 0;
}

int
shim_command_go(struct shim_command *c)
{
	ssize_t n;

	while ((n = write(c->go, "", 1)) < 0 && errno == EINTR)
		;
	close(c->go);
	c->go = -1;
	return n == 1 ? 0 : -1;
}

int
shim_command_not_started(const struct shim_command *c, char *reason, size_t cap)
{
	struct failure f;

	if (read(c->failed, &f, sizeof f) != (ssize_t)sizeof f)
		return 0;
	snprintf(reason, cap, "%s%s", f.at_cwd ? "its directory: " : "",
	    strerror(f.why));
	return f.why == ENOENT && !f.at_cwd ? NOT_FOUND : NOT_RUN;
}
