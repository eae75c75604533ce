#include "sys/process/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/process/pipe_size.h"

/* Descriptors while it is started: closed ones are -1. */
struct ends {
	int in[2];
	int failed[2]; /* errno where it does not begin; closed when it does */
};

static void
close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
close_ends(struct ends *x)
{
	for (int i = 0; i < 2; i++) {
		close_end(&x->in[i]);
		close_end(&x->failed[i]);
	}
}

/* A pipe that no other program gets. */
static int
make_pipe(int *fd)
{
	if (pipe(fd))
		return -1;
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	return 0;
}

/* fd becomes the descriptor at, which goes on to the program. */
static int
becomes(int fd, int at)
{
	return fd == at ? fcntl(fd, F_SETFD, 0) : dup2(fd, at) < 0 ? -1 : 0;
}

static _Noreturn void
become(const struct process_setup *s, const struct ends *x)
{
	/* out of the way of PROCESS_HELD */
	int failed = fcntl(x->failed[1], F_DUPFD_CLOEXEC, PROCESS_HELD + 1);
	ssize_t told;

	setpgid(0, 0);
	if (becomes(x->in[0], STDIN_FILENO) == 0 &&
	    becomes(s->out, STDOUT_FILENO) == 0 &&
	    (s->hold < 0 || becomes(s->hold, PROCESS_HELD) == 0)) {
		signal(SIGPIPE, SIG_DFL);
		execv(s->argv[0], s->argv);
	}
	told = write(failed, &errno, sizeof errno);
	_exit(told > 0);
}

/* Did the program begin? Sets errno where it did not. */
static bool
began(int fd)
{
	int why;
	ssize_t n;

	do
		n = read(fd, &why, sizeof why);
	while (n < 0 && errno == EINTR);
	if (n == (ssize_t)sizeof why)
		errno = why;
	return n == 0;
}

static int
watch(pid_t pid)
{
#ifdef SYS_pidfd_open
	return (int)syscall(SYS_pidfd_open, pid, 0);
#else
	(void)pid;
	return -1;
#endif
}

int
process_start(struct process *p, const struct process_setup *s, struct err *e)
{
	struct ends x = { { -1, -1 }, { -1, -1 } };
	pid_t pid = -1;

	*p = (struct process){ .in = -1, .watch = -1 };
	signal(SIGPIPE, SIG_IGN);
	if (make_pipe(x.in) == 0 && make_pipe(x.failed) == 0)
		pid = fork();
	if (pid == 0)
		become(s, &x);
	close_end(&x.failed[1]);
	if (pid > 0)
		setpgid(pid, pid); /* whoever is first */
	if (pid < 0 || !began(x.failed[0])) {
		err_sys(e, ST_FAIL, "%s", s->argv[0]);
		if (pid > 0)
			waitpid(pid, NULL, 0);
		close_ends(&x);
		return -1;
	}
	p->pid = pid;
	p->in = x.in[1];
	x.in[1] = -1;
	close_ends(&x);
	fcntl(p->in, F_SETFL, O_NONBLOCK);
	pipe_size_widen(p->in);
	p->watch = watch(pid);
	return 0;
}

void
process_close(struct process *p)
{
	close_end(&p->in);
}

bool
process_ended(struct process *p)
{
	siginfo_t how = { 0 };
	int status = 0, r;

	if (p->ended || p->pid == 0)
		return p->ended;
	r = waitid(P_PID, (id_t)p->pid, &how, WEXITED | WNOHANG | WNOWAIT);
	if (r < 0 ? errno == EINTR : how.si_pid == 0)
		return false;
	/* before its number can be another's */
	if (r == 0 && (how.si_code != CLD_EXITED || how.si_status != 0))
		process_signal(p, SIGKILL);
	while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
		;
	p->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	p->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	return p->ended = true;
}

void
process_signal(const struct process *p, int signal)
{
	if (p->pid > 0 && !p->ended)
		kill(-p->pid, signal);
}

void
process_free(struct process *p)
{
	close_end(&p->in);
	close_end(&p->watch);
	*p = (struct process){ .in = -1, .watch = -1 };
}
