#include "transport/line_pipe.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

enum {
	PIECE = 1 << 16,
	STEP = PIPE_BUF, /* a pipe that can be written to takes as much */
};

/* Can it be read, or written, without waiting? */
static bool
is_there(int fd, short what)
{
	struct pollfd p = { fd, what, 0 };

	return poll(&p, 1, 0) > 0;
}

/* What was not taken moves to the front. */
static void
pull_up(struct buf *b, size_t *at)
{
	if (*at == 0)
		return;
	memmove(b->p, b->p + *at, b->len - *at);
	b->len -= *at;
	*at = 0;
}

int
line_in_read(struct line_in *in, struct err *e)
{
	ssize_t n;

	if (in->ended || !is_there(in->fd, POLLIN))
		return 0;
	pull_up(&in->bytes, &in->at);
	n = read(in->fd, buf_room(&in->bytes, PIECE), PIECE);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (n < 0)
		return err_sys(e, ST_FAIL, "read");
	in->ended = n == 0;
	in->bytes.len += (size_t)n;
	return n > 0;
}

int
line_in_next(struct line_in *in, size_t max, struct span *line, struct err *e)
{
	size_t left = in->bytes.len - in->at;
	const char *begin = left ? in->bytes.p + in->at : NULL;
	const char *end = left ? memchr(begin, '\n', left) : NULL;

	if ((end ? (size_t)(end - begin) : left) > max)
		err_set(e, ST_DATA, "more than %zu bytes", max);
	else if (!end && left && in->ended)
		err_set(e, ST_DATA, "the end of the input cuts it off");
	else if (!end)
		return 0;
	else {
		*line = (struct span){ begin, (size_t)(end - begin) };
		in->at += line->len + 1;
		in->count++;
		return 1;
	}
	in->count++;
	return -1;
}

void
line_in_free(struct line_in *in)
{
	buf_free(&in->bytes);
}

size_t
line_out_left(const struct line_out *out)
{
	return out->bytes.len - out->given;
}

int
line_out_flush(struct line_out *out, struct err *e)
{
	while (line_out_left(out) && is_there(out->fd, POLLOUT)) {
		size_t left = line_out_left(out);
		ssize_t n = write(out->fd, out->bytes.p + out->given,
		    left < STEP ? left : STEP);

		if (n < 0 && errno == EPIPE)
			return err_set(e, ST_FAIL, "%s", "");
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return err_sys(e, ST_FAIL, "write");
		if (n > 0)
			out->given += (size_t)n;
		else if (errno == EAGAIN)
			break;
	}
	/* what was given goes, once it is the larger part */
	if (out->given > out->bytes.len / 2)
		pull_up(&out->bytes, &out->given);
	return 0;
}

void
line_out_clear(struct line_out *out)
{
	buf_clear(&out->bytes);
	out->given = 0;
}

void
line_out_free(struct line_out *out)
{
	buf_free(&out->bytes);
}
