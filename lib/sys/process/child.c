#include "sys/process/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sys/clock.h"

enum { GRACE_MS = 5000, STEP_MS = 20, PIECE = 1 << 14, MS = 1000 };

/* The child's ends and ours; closed ones are -1. */
struct ends {
	int to[2], from[2];
	pid_t pid;
};

static void
close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static _Noreturn void
become(const struct child *c, struct ends *x)
{
	setpgid(0, 0);
	if (dup2(x->to[0], STDIN_FILENO) < 0 ||
	    dup2(c->out_fd ? c->out_fd : x->from[1], STDOUT_FILENO) < 0 ||
	    (c->dir && chdir(c->dir)))
		_exit(CHILD_NOT_RUN);
	signal(SIGPIPE, SIG_DFL);
	execvp(c->argv[0], c->argv);
	_exit(errno == ENOENT ? CHILD_NOT_FOUND : CHILD_NOT_RUN);
}

/* A pipe that other children do not get. */
static int
make_pipe(int *fd)
{
	if (pipe(fd))
		return -1;
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	return 0;
}

static int
start(const struct child *c, struct ends *x, struct err *e)
{
	if (make_pipe(x->to) || make_pipe(x->from) || (x->pid = fork()) < 0)
		return err_sys(e, ST_FAIL, "%s", c->argv[0]);
	if (x->pid == 0)
		become(c, x);
	setpgid(x->pid, x->pid); /* whoever is first */
	close_end(&x->to[0]);
	close_end(&x->from[1]);
	fcntl(x->to[1], F_SETFL, O_NONBLOCK);
	fcntl(x->from[0], F_SETFL, O_NONBLOCK);
	return 0;
}

/* Gives the child what it takes now. */
static void
give(struct span *in, int *fd)
{
	ssize_t n = write(*fd, in->p, in->len);

	if (n > 0)
		*in = (struct span){ in->p + n, in->len - (size_t)n };
	if (in->len == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_end(fd);
}

/* Keeps what it has written; what is more than out_max is read and dropped. */
static void
keep(struct child *c, int *fd)
{
	char piece[PIECE];
	ssize_t n = read(*fd, piece, sizeof piece);
	size_t room = c->out_max - c->out.len;

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_end(fd);
	if (n <= 0)
		return;
	c->cut |= (size_t)n > room;
	buf_add(&c->out,
	    (struct span){ piece, (size_t)n < room ? (size_t)n : room });
}

static int
left_ms(int64_t until)
{
	int64_t left = until - clock_monotonic_ms();

	return left < 0 ? 0 : left > MS ? MS : (int)left;
}

/* Until it has read and written all it will, or its time is over. */
static void
talk(struct child *c, struct ends *x, int64_t until)
{
	struct span in = c->in;

	if (in.len == 0)
		close_end(&x->to[1]);
	while ((x->from[0] >= 0 || x->to[1] >= 0) &&
	    clock_monotonic_ms() < until) {
		struct pollfd p[] = { { x->from[0], POLLIN, 0 },
			{ x->to[1], POLLOUT, 0 } };

		if (poll(p, 2, left_ms(until)) <= 0)
			continue;
		if (p[0].revents)
			keep(c, &x->from[0]);
		if (p[1].revents)
			give(&in, &x->to[1]);
	}
	close_end(&x->to[1]);
}

/* Waits until then; true once it has ended. */
static bool
ended(pid_t pid, int *status, int64_t until)
{
	const struct timespec step = { .tv_nsec = STEP_MS * 1000000 };

	for (;;) {
		pid_t got = waitpid(pid, status, WNOHANG);

		if (got == pid || (got < 0 && errno != EINTR))
			return true;
		if (clock_monotonic_ms() >= until)
			return false;
		nanosleep(&step, NULL);
	}
}

static void
reap(struct child *c, struct ends *x, int64_t until)
{
	int status = 0;

	if (!ended(x->pid, &status, until)) {
		c->late = true;
		kill(-x->pid, SIGTERM);
		if (!ended(x->pid, &status, clock_monotonic_ms() + GRACE_MS)) {
			kill(-x->pid, SIGKILL);
			waitpid(x->pid, &status, 0);
		}
	}
	c->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	c->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

int
child_run(struct child *c, struct err *e)
{
	struct ends x = { { -1, -1 }, { -1, -1 }, -1 };
	int64_t until = clock_monotonic_ms() + (int64_t)c->seconds * MS;
	int r;

	signal(SIGPIPE, SIG_IGN);
	buf_clear(&c->out);
	c->cut = c->late = false;
	r = start(c, &x, e);
	if (r == 0) {
		talk(c, &x, until);
		reap(c, &x, until);
	}
	for (int i = 0; i < 2; i++) {
		close_end(&x.to[i]);
		close_end(&x.from[i]);
	}
	return r;
}
