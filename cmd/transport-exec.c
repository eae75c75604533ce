/*
 * transport-exec: runs a command for each event, the event on its standard
 * input.
 */
#include <signal.h>

#include "option/option_value.h"
#include "sys/process/child.h"
#include "text/words.h"
#include "transport.h"
#include "transport/reply.h"
#include "transport/serve.h"
#include "transport/target_values.h"

struct settings {
	struct target_common common;
	const char *run;
	uint32_t timeout; /* seconds */
	bool reply;
	struct words words;
	struct child child;
};

static const struct option_row keys[] = {
	{ "run", .set = option_value_text,
	    .at = offsetof(struct settings, run) },
	{ "timeout", .set = target_value_seconds,
	    .at = offsetof(struct settings, timeout), .least = 1,
	    .most = 86400 },
	{ "reply", .set = target_value_yes,
	    .at = offsetof(struct settings, reply) },
	{ 0 },
};

/* What its end says of the event. */
static void
judge(const struct settings *s, struct answer *a)
{
	const struct child *c = &s->child;

	if (c->late)
		answer_retry(a, ANSWER_SOON, "no end within %u s", s->timeout);
	else if (c->status < 0)
		answer_retry(a, ANSWER_SOON, "killed by signal %d", c->signal);
	else if (c->status == CHILD_NOT_FOUND)
		answer_retry(a, ANSWER_SOON, "%s: not found (status 127)",
		    s->words.argv[0]);
	else if (c->status == CHILD_NOT_RUN)
		answer_retry(a, ANSWER_SOON, "%s: cannot be run (status 126)",
		    s->words.argv[0]);
	else if (c->status == ST_AGAIN)
		answer_retry(a, ANSWER_SOON, "status 75");
	else if (c->status)
		answer_fail(a, "status %d", c->status);
	else
		answer_ok(a);
	if (s->reply && a->kind == ANSWER_OK)
		reply_take(a, buf_span(&c->out), c->cut);
}

static int
deliver(void *self, const struct event *ev, struct answer *a, struct err *e)
{
	struct settings *s = self;
	struct buf line = { 0 };
	int r;

	buf_add(&line, buf_span(&ev->line));
	buf_byte(&line, '\n');
	s->child.in = buf_span(&line);
	r = child_run(&s->child, e);
	buf_free(&line);
	if (r == 0)
		judge(s, a);
	return r;
}

int
main(int argc, char **argv)
{
	struct settings s = { .timeout = 60 };
	const struct server server = {
		.window = 1, .self = &s, .deliver = deliver
	};
	struct target t;
	struct err e;
	int r;

	transport_begin(&t, "transport-exec", argc, argv, keys, &s.common);
	if (!s.run)
		r = target_fail(&t, &e, "has no run");
	else if (words_split(&s.words, span_str(s.run), &e))
		r = err_at(&e, "run", 0);
	else {
		s.child.argv = s.words.argv;
		s.child.seconds = s.timeout;
		s.child.out_max = s.reply ? REPLY_MAX : 0;
		r = serve(&server, &e);
	}
	words_free(&s.words);
	buf_free(&s.child.out);
	return transport_end(&t, r, &e);
}
