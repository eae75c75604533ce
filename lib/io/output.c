#include "io/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/atomic_file.h"
#include "base/mem.h"
#include "sys/meter.h"
#include "sys/file/uncached_io.h"
#include "sys/process/pipe_size.h"

enum {
	OUTPUT_CAP = 1 << 18,
	LONG = 1 << 22, /* bytes written before handing over begins, which
			 * costs something at first */
};

static int
open_path(struct output *o, const char *path, struct err *e)
{
	struct stat st;
	bool there = stat(path, &st) == 0;

	if (there && S_ISDIR(st.st_mode))
		return err_set(e, ST_FAIL, "%s: is a directory", path);
	if (!there && errno != ENOENT)
		return err_sys(e, ST_FAIL, "%s", path);
	/* as cp(1): what the link leads to may only not be mounted */
	if (!there && lstat(path, &st) == 0)
		return err_set(e, ST_FAIL,
		    "%s: is a symbolic link to what is not there", path);
	if (there && !S_ISREG(st.st_mode)) {
		o->name = mem_dup(span_str(path));
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
		return o->fd < 0 ? err_sys(e, ST_FAIL, "%s", path) : 0;
	}
	/* a symbolic link stays one: its target is what gets replaced */
	o->name = there ? realpath(path, NULL) : NULL;
	if (!o->name)
		o->name = mem_dup(span_str(path));
	o->fd = atomic_file_open(o->name, there ? &st : NULL, &o->temp, e);
	return o->fd < 0 ? -1 : 0;
}

/* Standard output is known by its name: /dev/stdout can lead to a regular file,
 * which is to be written where the shell opened it, and not replaced. */
bool
output_is_stdout(const char *path)
{
	return !path || !strcmp(path, "-") || !strcmp(path, "/dev/stdout");
}

int
output_open(struct output *o, const char *path, struct err *e)
{
	struct stat st;

	*o = (struct output){ .fd = STDOUT_FILENO };
	signal(SIGPIPE, SIG_IGN);
	if (output_is_stdout(path)) {
		o->name = mem_dup(SPAN("stdout"));
	} else if (open_path(o, path, e)) {
		output_abandon(o);
		return -1;
	}
	o->is_file = fstat(o->fd, &st) == 0 && S_ISREG(st.st_mode);
	if (!o->is_file)
		pipe_size_widen(o->fd);
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

static ssize_t
put(struct output *o, const char *p, size_t n)
{
	uint64_t size = o->bytes > o->expected ? o->bytes : o->expected;

	if (o->is_file && uncached_is_large(size))
		return uncached_write(o->fd, p, n, UNCACHED_HERE);
	if (pipe_splice_is_next(&o->handover, p))
		return pipe_splice_write(&o->handover, o->fd, n);
	return write(o->fd, p, n);
}

static struct output_so_far so_far;

struct output_so_far
output_so_far(void)
{
	return so_far;
}

static void
note(const struct output *o, char last, uint64_t n)
{
	if (o->fd != STDOUT_FILENO || n == 0)
		return;
	so_far.bytes += n;
	so_far.last = last;
}

static void
drain(struct output *o, const char *p, size_t n)
{
	if (o->count && n)
		o->count(o->count_arg, (struct span){ p, n });
	for (int i = 0; i < o->n_watchers && n && !o->failed; i++)
		o->watchers[i].see(o->watchers[i].arg, (struct span){ p, n });
	while (n && !o->failed) {
		ssize_t w = put(o, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0) {
			fail(o);
			return;
		}
		p += w;
		n -= (size_t)w;
		meter.out_bytes += (uint64_t)w;
		note(o, p[-1], (uint64_t)w);
	}
}

/*
 * Chooses the buffer once the one before was written, with room for n bytes:
 * the same again or, while pages are handed over, the room behind the bytes
 * written. When handing over ends it is an ordinary buffer again.
 */
static void
next_buffer(struct output *o, size_t n)
{
	struct pipe_splice *h = &o->handover;

	if (!h->region) {
		if (o->bytes < LONG || !pipe_splice_begin(h, o->fd))
			return;
		free(o->buf);
	}
	o->cap = n > OUTPUT_CAP ? n : OUTPUT_CAP;
	o->buf = pipe_splice_room(h, o->cap);
	if (!o->buf)
		o->buf = mem_alloc(o->cap);
}

/*
 * Writes the buffer, and chooses one with room for the n bytes that come next.
 */
static void
flush(struct output *o, size_t n)
{
	drain(o, o->buf, o->len);
	o->len = 0;
	next_buffer(o, n);
}

void
output_make_room(struct output *o, size_t n)
{
	if (!o->holds)
		flush(o, n);
	o->buf = mem_grow(o->buf, &o->cap, o->len + n, 1);
}

void
output_write(struct output *o, struct span s)
{
	if (s.len > o->cap / 2 && !o->holds) { /* no use in copying it first */
		flush(o, 0);
		drain(o, s.p, s.len);
		o->bytes += s.len;
		return;
	}
	if (s.len)
		memcpy(output_room(o, s.len), s.p, s.len);
	output_took(o, s.len);
}

void
output_watch(struct output *o, output_see_fn *see, void *arg)
{
	o->watchers[o->n_watchers++] = (struct output_watcher){ see, arg };
}

void
output_unwatch(struct output *o, output_see_fn *see, void *arg)
{
	int n = 0;

	for (int i = 0; i < o->n_watchers; i++)
		if (o->watchers[i].see != see || o->watchers[i].arg != arg)
			o->watchers[n++] = o->watchers[i];
	o->n_watchers = n;
}

void
output_rename(struct output *o, const char *path)
{
	free(o->name);
	o->name = mem_dup(span_str(path));
}

int
output_flush(struct output *o, struct err *e)
{
	flush(o, 0);
	if (o->failed)
		*e = o->why;
	return o->failed ? -1 : 0;
}

static void
release(struct output *o)
{
	if (!o->handover.region)
		free(o->buf);
	pipe_splice_end(&o->handover);
	free(o->name);
	*o = (struct output){ .fd = -1 };
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

int
output_close(struct output *o, struct err *e)
{
	int r = output_sync(o, e);

	if (r == 0 && o->temp)
		r = atomic_file_appear(&o->temp, o->name, e);
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
		atomic_file_remove(o->temp);
	if (o->fd > STDOUT_FILENO)
		close(o->fd);
	release(o);
}

int
output_text(const char *path, struct span text, struct err *e)
{
	struct output o;

	if (output_open(&o, path, e))
		return -1;
	output_write(&o, text);
	return output_close(&o, e);
}
