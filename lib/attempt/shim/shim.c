#define _GNU_SOURCE /* pipe2 */
#include "attempt/shim/shim.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attempt/attempt_result.h"
#include "attempt/attempt_shim.h"
#include "attempt/process_stat.h"
#include "attempt/shim/shim_watch.h"
#include "base/mem.h"
#include "sys/clock.h"
#include "sys/file/write_whole.h"

enum { MS = 1000, US_OF_MS = 1000, RESULT_ROOM = 4096 };

struct shim {
	char path[PATH_MAX]; /* of the directory, from the root */
	int dir;
	struct attempt_order order;
	struct shim_output output[2];
	struct shim_command command;
	int result; /* the file that becomes it */
};

static void
close_end(int *fd)
{
	close(*fd);
	*fd = -1;
}

/* What a runner left open is neither ours nor the command's. */
static void
close_others(void)
{
	bool closed = false;

#ifdef SYS_close_range
	closed = syscall(SYS_close_range, ATTEMPT_SHIM_LOCK + 1, ~0U, 0) == 0;
#endif
	if (!closed)
		for (int fd = (int)sysconf(_SC_OPEN_MAX);
		     fd > ATTEMPT_SHIM_LOCK; fd--)
			close(fd);
	fcntl(ATTEMPT_SHIM_LOCK, F_SETFD, FD_CLOEXEC);
}

/* Nobody waits for the end of an input or output of ours; what is wrong is said
 * on the runner's standard error. */
static void
close_standard(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0)
		return;
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	close(null);
}

/* A session of its own, and the parent of what loses its own. */
static void
stand_alone(void)
{
	close_others();
	close_standard();
	setsid();
#ifdef PR_SET_CHILD_SUBREAPER
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
	shim_watch_signals();
	signal(SIGXFSZ, SIG_IGN); /* write(2) tells that a file is full */
}

/* Room for the result, which a command that fills the disk cannot take. */
static int
reserve_result(int dir)
{
	int fd = openat(
	    dir, ".result", O_WRONLY | O_CREAT | O_CLOEXEC, ATTEMPT_FILE_MODE);
	int r = fd < 0 ? 0 : posix_fallocate(fd, 0, RESULT_ROOM);

	if (r == 0)
		return fd;
	close(fd);
	errno = r;
	return -1;
}

static int
set_environment(const struct shim *s)
{
	struct buf out = { 0 };
	int r;

	buf_printf(&out, "%s/out", s->path);
	buf_byte(&out, '\0');
	r = setenv("RECON_ATTEMPT", s->order.spec.id, 1) ||
	    setenv("RECON_OUT", out.p, 1);
	buf_free(&out);
	return r ? -1 : 0;
}

/* The command, waiting. */
static int
fork_command(struct shim *s, struct err *e)
{
	int out = -1, err = -1;

	s->result = reserve_result(s->dir);
	if (s->result < 0 ||
	    shim_output_open(&s->output[0], s->dir, "stdout", &out) ||
	    shim_output_open(&s->output[1], s->dir, "stderr", &err) ||
	    set_environment(s) ||
	    shim_command_fork(
		&s->command, &s->order.spec, ATTEMPT_SHIM_LOCK, out, err))
		return err_sys(e, ST_FAIL, "%s", s->path);
	close_end(&out);
	close_end(&err);
	return 0;
}

static uint64_t
start_of(pid_t pid)
{
	struct process_stat p;

	return process_stat_read(&p, "/proc", pid) ? p.start : 0;
}

static int
write_begun(struct shim *s)
{
	struct attempt_begun b = { .shim = getpid(),
		.command = s->command.pid,
		.group = s->command.pid,
		.wall_ms = clock_wall_ms() };
	struct buf text = { 0 };
	int r;

	strcpy(b.id, s->order.spec.id);
	attempt_machine_read(&b.machine, "/proc");
	b.shim_start = start_of(b.shim);
	b.command_start = start_of(b.command);
	attempt_begun_add(&text, &b);
	r = attempt_values_write(s->dir, "begun", buf_span(&text));
	buf_free(&text);
	return r;
}

/* The names of the directory, and of those above it that were made with it. */
static int
sync_names(struct shim *s)
{
	char path[PATH_MAX];
	int r = attempt_sync(s->dir);

	strcpy(path, s->path);
	for (unsigned i = 0; r == 0 && i <= s->order.made; i++) {
		char *slash = strrchr(path, '/');
		int fd;

		slash[slash == path] = '\0';
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0)
			return errno == EACCES ? 0 : -1;
		r = attempt_sync(fd);
		close(fd);
	}
	return r;
}

static int
begin(struct shim *s, struct err *e)
{
	if (fork_command(s, e))
		return -1;
	if (write_begun(s) || sync_names(s))
		return err_sys(e, ST_FAIL, "%s/begun", s->path);
	if (shim_command_go(&s->command))
		return err_sys(e, ST_FAIL, "%s", s->path);
	return 0;
}

/* What the command has put there is on the disk before the result says that it
 * is done; another thing than a file is not ours to judge. */
static int
sync_out(int dir)
{
	int fd =
	    openat(dir, "out", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	int r = 0;

	if (fd < 0)
		return 0;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		r = attempt_sync(fd) || attempt_sync(dir);
	close(fd);
	return r ? -1 : 0;
}

/* In its place: the bytes, their number, their name. */
static int
write_result(struct shim *s, const struct attempt_result *r)
{
	struct buf text = { 0 };
	int bad;

	attempt_result_add(&text, r);
	bad = write_whole(s->result, buf_span(&text)) ||
	    ftruncate(s->result, (off_t)text.len) || attempt_sync(s->result) ||
	    renameat(s->dir, ".result", s->dir, "result") ||
	    attempt_sync(s->dir);
	buf_free(&text);
	return bad ? -1 : 0;
}

static uint64_t
milliseconds(struct timeval t)
{
	return (uint64_t)t.tv_sec * MS + (uint64_t)t.tv_usec / US_OF_MS;
}

static int
run(struct shim *s, struct err *e)
{
	struct attempt_result r = { .started_ms = clock_wall_ms() };
	struct shim_watch w = { &s->order.spec, &s->command, s->output };
	int64_t began = clock_monotonic_ms();
	struct rusage used = { 0 };

	strcpy(r.id, s->order.spec.id);
	shim_watch(&w, &r);
	getrusage(RUSAGE_CHILDREN, &used);
	r.ended_ms = clock_wall_ms();
	r.elapsed_ms = (uint64_t)(clock_monotonic_ms() - began);
	r.cpu_ms = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
	r.rss_kib = (uint64_t)used.ru_maxrss;
	if (sync_out(s->dir) || write_result(s, &r))
		return err_sys(e, ST_FAIL, "%s/result", s->path);
	return 0;
}

int
shim_run(const char *dir, struct err *e)
{
	struct shim s = { .result = -1 };
	int r;

	stand_alone();
	s.dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s.dir < 0 || !realpath(dir, s.path))
		return err_sys(e, ST_FAIL, "%s", dir);
	if (attempt_spec_read(&s.order, s.dir, e))
		r = err_at(e, s.path, 0);
	else
		r = begin(&s, e) || run(&s, e) ? -1 : 0;
	attempt_order_free(&s.order);
	return r;
}
