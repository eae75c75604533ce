#include "io/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file/read_ahead.h"
#include "sys/meter.h"
#include "sys/file/uncached_io.h"
#include "sys/process/pipe_size.h"

int
input_open(struct input *in, const char *name, struct err *e)
{
	struct stat st;
	bool is_stdin = !name || !strcmp(name, "-");

	*in = (struct input){ .name = is_stdin ? "stdin" : name, .size = -1 };
	in->fd = is_stdin ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	if (in->fd < 0)
		return err_sys(e, ST_FAIL, "%s", in->name);
	if (fstat(in->fd, &st)) {
		err_sys(e, ST_FAIL, "%s", in->name);
		input_close(in);
		return -1;
	}
	if (S_ISDIR(st.st_mode)) {
		input_close(in);
		return err_set(e, ST_FAIL, "%s: is a directory", in->name);
	}
	if (S_ISREG(st.st_mode)) {
		in->size = st.st_size;
		in->large = uncached_is_large((uint64_t)st.st_size);
		meter.in_size += (uint64_t)st.st_size;
	} else {
		meter.unsized++;
		pipe_size_widen(in->fd);
	}
#if defined(POSIX_FADV_SEQUENTIAL)
	posix_fadvise(in->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
	return 0;
}

void
input_open_layer(struct input *in, const char *name, struct input_layer *l)
{
	*in = (struct input){ .fd = -1, .name = name, .size = -1 };
	meter.unsized++;
	input_cover(in, l);
}

/* What input_peek read goes out first. */
static int64_t
take_peeked(struct input *in, char *p, size_t cap)
{
	size_t n = in->n_peeked < cap ? in->n_peeked : cap;

	memcpy(p, in->peeked, n);
	in->n_peeked -= n;
	memmove(in->peeked, in->peeked + n, in->n_peeked);
	return (int64_t)n;
}

static int64_t
read_fd(struct input *in, char *p, size_t cap, struct err *e)
{
	ssize_t n;

	do
		n = in->fetch ? read_ahead_read(in->fetch, p, cap)
			      : read(in->fd, p, cap);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(e, ST_FAIL, "%s: read", in->name);
	in->bytes += (uint64_t)n;
	meter_add(&meter.in_bytes, (uint64_t)n);
	return n;
}

/* A large file is fetched from here on, if a thread can be had for it. */
static int64_t
read_ahead(struct input *in, char *p, size_t cap, struct err *e)
{
	if (in->large)
		in->fetch = read_ahead_open(in->fd);
	in->large = false;
	return read_fd(in, p, cap, e);
}

int64_t
input_read_below(
    struct input *in, struct input_layer *l, char *p, size_t cap, struct err *e)
{
	if (l->below)
		return l->below->read(l->below, in, p, cap, e);
	if (in->n_peeked)
		return take_peeked(in, p, cap);
	return read_ahead(in, p, cap, e);
}

int64_t
input_read(struct input *in, char *p, size_t cap, struct err *e)
{
	if (in->layer)
		return in->layer->read(in->layer, in, p, cap, e);
	if (in->n_peeked)
		return take_peeked(in, p, cap);
	return read_ahead(in, p, cap, e);
}

bool
input_is_ready(const struct input *in)
{
	struct pollfd fd = { .fd = in->fd, .events = POLLIN };

	return in->size >= 0 || in->fd < 0 || in->n_peeked ||
	    poll(&fd, 1, 0) != 0;
}

int
input_peek(struct input *in, size_t n, struct span *head, struct err *e)
{
	while (in->n_peeked < n) {
		int64_t r =
		    read_fd(in, in->peeked + in->n_peeked, n - in->n_peeked, e);

		if (r < 0)
			return -1;
		if (r == 0)
			break;
		in->n_peeked += (size_t)r;
	}
	*head = (struct span){ in->peeked, in->n_peeked };
	return 0;
}

void
input_cover(struct input *in, struct input_layer *layer)
{
	layer->below = in->layer;
	in->layer = layer;
}

void
input_close(struct input *in)
{
	while (in->layer) {
		struct input_layer *below = in->layer->below;

		in->layer->close(in->layer);
		in->layer = below;
	}
	if (in->fetch)
		read_ahead_close(in->fetch);
	in->fetch = NULL;
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
}
