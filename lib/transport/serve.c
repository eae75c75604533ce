#include "transport/serve.h"

#include <errno.h>
#include <unistd.h>

#include "transport/events_in.h"

int
serve_answers(struct buf *b, struct err *e)
{
	struct span left = buf_span(b);

	while (left.len) {
		ssize_t n = write(STDOUT_FILENO, left.p, left.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EPIPE)
			return err_set(e, ST_FAIL, "%s", "");
		if (n < 0)
			return err_sys(e, ST_FAIL, "stdout");
		left = (struct span){ left.p + n, left.len - (size_t)n };
	}
	buf_clear(b);
	return 0;
}

int
serve_begin(unsigned window, struct err *e)
{
	struct buf b = { 0 };
	int r;

	buf_printf(&b, "recon-transport 1 window=%u\n", window);
	r = serve_answers(&b, e);
	buf_free(&b);
	return r;
}

/* What one round needs. */
struct round {
	const struct server *server;
	struct events_in in;
	struct event event;
	struct answer answer;
	struct buf out;
};

/* Delivers the events that are there, a window of them. Returns how many. */
static int
deliver(struct round *r, struct err *e)
{
	const struct server *s = r->server;
	unsigned n = 0;
	int got = 0;

	while (n < s->window &&
	    (got = events_in_next(&r->in, &r->event, e)) == 1) {
		answer_clear(&r->answer);
		if (s->deliver(s->self, &r->event, &r->answer, e))
			return -1;
		answer_format(&r->out, r->event.id, &r->answer);
		n++;
		if (!s->settle && serve_answers(&r->out, e))
			return -1;
	}
	return got < 0 ? -1 : (int)n;
}

static int
give(struct round *r, struct err *e)
{
	if (r->out.len == 0)
		return 0;
	if (r->server->settle && r->server->settle(r->server->self, e))
		return -1;
	return serve_answers(&r->out, e);
}

static int
serve_all(struct round *r, struct err *e)
{
	struct err later;

	for (;;) {
		int n = deliver(r, e);

		/* a line that is none takes nothing from those before it */
		if (give(r, n < 0 ? &later : e) || n < 0)
			return -1;
		if (n > 0)
			continue;
		if (r->in.ended)
			return 0;
		if (events_in_read(&r->in, e))
			return -1;
	}
}

int
serve(const struct server *s, struct err *e)
{
	struct round r = { .server = s };
	int result = serve_begin(s->window, e) ? -1 : serve_all(&r, e);

	events_in_free(&r.in);
	event_free(&r.event);
	answer_free(&r.answer);
	buf_free(&r.out);
	return result;
}
