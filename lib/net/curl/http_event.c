#include "net/curl/http_event.h"

#include <inttypes.h>

#include "sys/clock.h"
#include "transport/http_status.h"
#include "transport/reply.h"
#include "transport/webhook.h"

/* Adds a header; the value is one of ours, of a target or an id, none of which
 * can hold a line end. */
static void
add_header(struct http_call *c, const char *name, struct span value)
{
	buf_printf(&c->headers, "%s: ", name);
	buf_add(&c->headers, value);
	buf_byte(&c->headers, '\0');
}

static void
sign(struct http_call *c, const struct http_target *h, struct span id)
{
	int64_t now = clock_wall_s();
	struct buf b = { 0 };

	add_header(c, "webhook-id", id);
	buf_printf(&b, "%" PRId64, now);
	add_header(c, "webhook-timestamp", buf_span(&b));
	buf_clear(&b);
	for (size_t i = 0; i < h->n_keys; i++)
		webhook_sign(
		    &b, buf_span(&h->keys[i]), id, now, buf_span(&c->body));
	if (b.len)
		add_header(c, "webhook-signature", buf_span(&b));
	buf_free(&b);
}

static void
whole(struct http_call *c, const struct http_target *h, const struct event *ev)
{
	buf_add(&c->body, buf_span(&ev->line));
	add_header(c, "Content-Type",
	    h->content_type
		? span_str(h->content_type)
		: SPAN("application/cloudevents+json; charset=UTF-8"));
	sign(c, h, ev->id);
}

static int
words(struct http_call *c, const struct http_target *h, const struct event *ev,
    struct err *e)
{
	struct robot_message m = { .title = ev->title,
		.text = event_words(ev),
		.markup = h->markup,
		.secret = h->n_keys ? buf_span(&h->keys[0]) : SPAN(""),
		.now_ms = clock_wall_ms() };

	add_header(c, "Content-Type", SPAN("application/json; charset=UTF-8"));
	if (m.secret.len && h->robot->url && h->robot->url(&c->url, &m, e))
		return -1;
	return h->robot->body(&c->body, &m, e);
}

int
http_event_request(struct http_call *c, const struct http_target *h,
    const struct event *ev, struct err *e)
{
	int r = 0;

	buf_clear(&c->url);
	buf_clear(&c->body);
	buf_clear(&c->headers);
	buf_str(&c->url, h->address.p);
	if (h->robot)
		r = words(c, h, ev, e);
	else
		whole(c, h, ev);
	buf_byte(&c->url, '\0');
	return r;
}

static bool
is_2xx(long status)
{
	return status >= 200 && status <= 299;
}

void
http_event_judge(
    struct answer *a, const struct http_target *h, const struct http_call *c)
{
	const struct robot_reply r = { c->status, c->seconds,
		buf_span(&c->reply) };
	bool needs_body = h->robot || h->reply;

	if (c->failed &&
	    (c->status == 0 || (needs_body && is_2xx(c->status)))) {
		answer_retry(a, ANSWER_SOON, "%s", excerpt(span_str(c->why)).s);
		return;
	}
	if (h->robot) {
		h->robot->judge(a, &r);
		return;
	}
	http_status_judge(a, c->status, c->seconds);
	if (h->reply && a->kind == ANSWER_OK)
		reply_take(a, r.body, c->cut);
}
