#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "mem.h"
#include "meter.h"
#include "passing.h"
#include "pipe.h"

enum { OUTPUT_CAP = 1 << 18, TEMP_MAX = 16 };

/*
 * Files under temporary names, so that a signal that ends the program can
 * remove them: unlink(2) is all a handler may do.
 */
static char *volatile temps[TEMP_MAX];

static void
on_signal(int sig)
{
	for (int i = 0; i < TEMP_MAX; i++)
		if (temps[i])
			unlink(temps[i]);
	signal(sig, SIG_DFL);
	raise(sig);
}

static void
watch_signals(void)
{
	static const int ends[] = { SIGHUP, SIGINT, SIGTERM };
	static bool done;
	struct sigaction sa = { .sa_handler = on_signal };
	struct sigaction was;

	if (done)
		return;
	done = true;
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (sigaction(ends[i], NULL, &was) == 0 &&
		    was.sa_handler != SIG_IGN)
			sigaction(ends[i], &sa, NULL);
	}
}

static void
temp_remember(char *path)
{
	watch_signals();
	for (int i = 0; i < TEMP_MAX; i++) {
		if (!temps[i]) {
			temps[i] = path;
			return;
		}
	}
}

static void
temp_forget(const char *path)
{
	for (int i = 0; i < TEMP_MAX; i++)
		if (temps[i] == path)
			temps[i] = NULL;
}

/* Bytes of path up to and with the last slash. */
static size_t
dir_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

/* The mode a new file gets: that of the file it replaces, else the umask's. */
static mode_t
wanted_mode(const struct stat *old)
{
	mode_t mask;

	if (old)
		return old->st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static int
open_beside(struct output *o, const struct stat *old, struct err *e)
{
	struct buf b = { 0 };
	size_t dir = dir_len(o->name);

	buf_add(&b, (struct span){ o->name, dir });
	buf_byte(&b, '.');
	buf_str(&b, o->name + dir);
	buf_add(&b, (struct span){ ".XXXXXX", 8 });
	o->fd = mkstemp(b.p);
	if (o->fd < 0) {
		err_sys(e, ST_FAIL, "%s", o->name);
		buf_free(&b);
		return -1;
	}
	fcntl(o->fd, F_SETFD, FD_CLOEXEC);
	fchmod(o->fd, wanted_mode(old));
	o->temp = b.p;
	temp_remember(o->temp);
	return 0;
}

static int
open_path(struct output *o, const char *path, struct err *e)
{
	struct stat st;
	bool there = stat(path, &st) == 0;

	if (there && S_ISDIR(st.st_mode))
		return err_set(e, ST_FAIL, "%s: is a directory", path);
	if (there && !S_ISREG(st.st_mode)) {
		o->name = mem_dup(span_str(path));
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
		return o->fd < 0 ? err_sys(e, ST_FAIL, "%s", path) : 0;
	}
	/* a symbolic link stays one: its target is what gets replaced */
	o->name = there ? realpath(path, NULL) : NULL;
	if (!o->name)
		o->name = mem_dup(span_str(path));
	return open_beside(o, there ? &st : NULL, e);
}

/* By its name: /dev/stdout can lead to a regular file, which is not to be
 * replaced but written where the shell opened it. */
static bool
is_stdout(const char *path)
{
	return !path || !strcmp(path, "-") || !strcmp(path, "/dev/stdout");
}

int
output_open(struct output *o, const char *path, struct err *e)
{
	struct stat st;

	*o = (struct output){ .fd = STDOUT_FILENO };
	signal(SIGPIPE, SIG_IGN);
	if (is_stdout(path)) {
		o->name = mem_dup(SPAN("stdout"));
	} else if (open_path(o, path, e)) {
		output_abandon(o);
		return -1;
	}
	o->is_file = fstat(o->fd, &st) == 0 && S_ISREG(st.st_mode);
	if (!o->is_file)
		pipe_widen(o->fd);
	o->cap = OUTPUT_CAP;
	o->buf = mem_alloc(o->cap);
	return 0;
}

void
output_hold(struct output *o)
{
	*o = (struct output){ .fd = -1, .holds = true };
}

static void
fail(struct output *o)
{
	o->failed = true;
	if (errno == EPIPE) {
		o->why.status = ST_FAIL;
		o->why.text[0] = '\0';
	} else {
		err_sys(&o->why, ST_FAIL, "%s: write", o->name);
	}
}

static void
drain(struct output *o, const char *p, size_t n)
{
	while (n && !o->failed) {
		bool passing = o->is_file && passing_is_large(o->bytes);
		ssize_t w = passing ? passing_write(o->fd, p, n, PASSING_HERE)
		                    : write(o->fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0) {
			fail(o);
			return;
		}
		p += w;
		n -= (size_t)w;
		meter.out_bytes += (uint64_t)w;
	}
}

static void
flush(struct output *o)
{
	drain(o, o->buf, o->len);
	o->len = 0;
}

void
output_make_room(struct output *o, size_t n)
{
	if (!o->holds)
		flush(o);
	o->buf = mem_grow(o->buf, &o->cap, o->len + n, 1);
}

void
output_write(struct output *o, struct span s)
{
	if (s.len > o->cap / 2 && !o->holds) { /* no use in copying it first */
		flush(o);
		drain(o, s.p, s.len);
		o->bytes += s.len;
		return;
	}
	if (s.len)
		memcpy(output_room(o, s.len), s.p, s.len);
	output_took(o, s.len);
}

int
output_flush(struct output *o, struct err *e)
{
	flush(o);
	if (o->failed)
		*e = o->why;
	return o->failed ? -1 : 0;
}

static void
release(struct output *o)
{
	if (o->temp)
		temp_forget(o->temp);
	free(o->temp);
	free(o->name);
	free(o->buf);
	*o = (struct output){ .fd = -1 };
}

/* The rename itself has to reach the disk too. */
static void
sync_dir(const char *path)
{
	char *dir = mem_dup((struct span){ path, dir_len(path) });
	int fd = open(*dir ? dir : ".", O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd); /* some file systems cannot; the data is synced */
		close(fd);
	}
	free(dir);
}

int
output_sync(struct output *o, struct err *e)
{
	if (output_flush(o, e))
		return -1;
	if (o->temp && fsync(o->fd))
		return err_sys(e, ST_FAIL, "%s: fsync", o->name);
	return 0;
}

static int
appear(struct output *o, struct err *e)
{
	if (rename(o->temp, o->name))
		return err_sys(e, ST_FAIL, "%s: rename", o->name);
	sync_dir(o->name);
	temp_forget(o->temp);
	free(o->temp);
	o->temp = NULL;
	return 0;
}

int
output_close(struct output *o, struct err *e)
{
	int r = output_sync(o, e);

	if (r == 0 && o->temp)
		r = appear(o, e);
	if (close(o->fd) && r == 0 && errno != EINTR)
		r = err_sys(e, ST_FAIL, "%s: close", o->name);
	o->fd = -1;
	if (r)
		output_abandon(o);
	else
		release(o);
	return r;
}

void
output_abandon(struct output *o)
{
	if (o->temp)
		unlink(o->temp);
	if (o->fd > STDOUT_FILENO)
		close(o->fd);
	release(o);
}
