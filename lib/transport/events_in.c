#include "transport/events_in.h"

#include <errno.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

/* What was not taken moves to the front. */
static void
pull_up(struct events_in *in)
{
	if (in->at == 0)
		return;
	memmove(in->bytes.p, in->bytes.p + in->at, in->bytes.len - in->at);
	in->bytes.len -= in->at;
	in->at = 0;
}

static int
bad_line(const struct events_in *in, const char *what, struct err *e)
{
	err_set(e, ST_DATA, "%s", what);
	return err_at(e, "stdin", in->count + 1);
}

int
events_in_read(struct events_in *in, struct err *e)
{
	ssize_t n;

	pull_up(in);
	do
		n = read(STDIN_FILENO, buf_room(&in->bytes, PIECE), PIECE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(e, ST_FAIL, "stdin");
	if (n == 0 && in->bytes.len > 0 &&
	    in->bytes.p[in->bytes.len - 1] != '\n')
		return bad_line(in, "the end of the input cuts it off", e);
	in->ended = n == 0;
	in->bytes.len += (size_t)n;
	if (in->bytes.len > EVENTS_IN_LINE_MAX &&
	    !memchr(in->bytes.p, '\n', in->bytes.len))
		return bad_line(in, "an event of more than 16777216 bytes", e);
	return 0;
}

int
events_in_next(struct events_in *in, struct event *ev, struct err *e)
{
	struct span left, line;
	const char *end;

	if (in->at == in->bytes.len)
		return 0;
	left = (struct span){ in->bytes.p + in->at, in->bytes.len - in->at };
	end = memchr(left.p, '\n', left.len);
	if (!end)
		return 0;
	line = (struct span){ left.p, (size_t)(end - left.p) };
	in->at += line.len + 1;
	in->count++;
	return event_parse(ev, line, e) ? err_at(e, "stdin", in->count) : 1;
}

void
events_in_free(struct events_in *in)
{
	buf_free(&in->bytes);
}
