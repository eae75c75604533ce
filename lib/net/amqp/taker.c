#include "net/amqp/taker.h"

#include <amqp.h>
#include <amqp_framing.h>
#include <stdlib.h>
#include <sys/time.h>

#include "base/mem.h"
#include "net/amqp/broker_closed.h"
#include "net/amqp/broker_login.h"
#include "net/amqp/time_limit.h"

/* One for messages, one for queues: what is wrong with a queue closes that. */
enum { TAKING = 1, ASKING = 2 };

struct taker {
	const struct broker_settings *settings;
	amqp_connection_state_t state; /* owned */
	bool arriving;                 /* a message, of which there is: */
	bool has_header;
	uint64_t left; /* bytes of its body to come */
};

static int
fail(int status, struct err *e)
{
	return err_set(e, ST_AGAIN, "%s", amqp_error_string2(status));
}

static int
say(struct taker *t, amqp_channel_t channel, amqp_method_number_t id,
    void *method, struct err *e)
{
	int r;

	time_limit_begin(t->settings->timeout, "the broker takes no bytes");
	r = amqp_send_method(t->state, channel, id, method);
	time_limit_end();
	return r == AMQP_STATUS_OK ? 0 : fail(r, e);
}

static int
open_asking(struct taker *t, struct err *e)
{
	amqp_channel_open_t m = { 0 };

	return say(t, ASKING, AMQP_CHANNEL_OPEN_METHOD, &m, e);
}

struct taker *
taker_open(const struct broker_settings *s, struct err *e)
{
	struct taker *t = mem_zeroed(1, sizeof *t);

	t->settings = s;
	t->state = broker_login(s, TAKING, e);
	if (t->state && open_asking(t, e) == 0)
		return t;
	if (t->state)
		amqp_destroy_connection(t->state);
	free(t);
	return NULL;
}

static amqp_table_entry_t
number(const char *key, int32_t value)
{
	amqp_table_entry_t x = { .key = amqp_cstring_bytes(key) };

	x.value.kind = AMQP_FIELD_KIND_I32;
	x.value.value.i32 = value;
	return x;
}

int
taker_ask(struct taker *t, const struct taker_queue *q, struct err *e)
{
	amqp_table_entry_t is[] = {
		number("x-message-ttl", q->ttl_ms),
		number("x-expires", q->expires_ms),
		number("x-delivery-limit", q->deliveries),
		{ .key = amqp_cstring_bytes("x-queue-type") },
	};
	amqp_queue_declare_t m = {
		.queue = amqp_cstring_bytes(q->name),
		.durable = 1,
		.arguments = { sizeof is / sizeof *is, is },
	};

	is[3].value.kind = AMQP_FIELD_KIND_UTF8;
	is[3].value.value.bytes = amqp_cstring_bytes("quorum");
	return say(t, ASKING, AMQP_QUEUE_DECLARE_METHOD, &m, e);
}

int
taker_take(struct taker *t, const char *queue, const char *consumer,
    uint16_t at_once, struct err *e)
{
	/* of each consumer that begins behind it */
	amqp_basic_qos_t bound = { .prefetch_count = at_once };
	amqp_basic_consume_t m = {
		.queue = amqp_cstring_bytes(queue),
		.consumer_tag = amqp_cstring_bytes(consumer),
		.nowait = 1,
	};

	return say(t, TAKING, AMQP_BASIC_QOS_METHOD, &bound, e) ||
		say(t, TAKING, AMQP_BASIC_CONSUME_METHOD, &m, e)
	    ? -1
	    : 0;
}

int
taker_leave(struct taker *t, const char *consumer, struct err *e)
{
	amqp_basic_cancel_t m = { .consumer_tag = amqp_cstring_bytes(consumer),
		.nowait = 1 };

	return say(t, TAKING, AMQP_BASIC_CANCEL_METHOD, &m, e);
}

int
taker_took(struct taker *t, uint64_t tag, bool all_before, struct err *e)
{
	amqp_basic_ack_t m = { tag, all_before };

	return say(t, TAKING, AMQP_BASIC_ACK_METHOD, &m, e);
}

int
taker_back(struct taker *t, uint64_t tag, struct err *e)
{
	amqp_basic_reject_t m = { tag, 1 };

	return say(t, TAKING, AMQP_BASIC_REJECT_METHOD, &m, e);
}

static struct span
span_of(amqp_bytes_t b)
{
	return (struct span){ b.bytes, b.len };
}

static void
set(struct buf *b, amqp_bytes_t text)
{
	buf_clear(b);
	buf_add(b, span_of(text));
}

/* The broker wants that said before the channel is opened again. */
static enum taker_said
refused(struct taker *t, const amqp_method_t *m, struct taker_word *w,
    struct err *e)
{
	amqp_channel_close_ok_t ok = { 0 };

	broker_closed(m, &w->why);
	return say(t, ASKING, AMQP_CHANNEL_CLOSE_OK_METHOD, &ok, e) ||
		open_asking(t, e)
	    ? TAKER_ERROR
	    : TAKER_REFUSED;
}

static enum taker_said
take_method(
    struct taker *t, const amqp_frame_t *f, struct taker_word *w, struct err *e)
{
	const amqp_method_t *m = &f->payload.method;

	if (m->id == AMQP_BASIC_DELIVER_METHOD) {
		const amqp_basic_deliver_t *d = m->decoded;

		t->arriving = true;
		t->has_header = false;
		w->tag = d->delivery_tag;
		set(&w->consumer, d->consumer_tag);
		buf_clear(&w->body);
		return TAKER_NOTHING;
	}
	if (m->id == AMQP_QUEUE_DECLARE_OK_METHOD) {
		const amqp_queue_declare_ok_t *d = m->decoded;

		w->ready = d->message_count;
		w->takers = d->consumer_count;
		return TAKER_QUEUE;
	}
	if (m->id == AMQP_BASIC_CANCEL_METHOD) {
		set(&w->consumer,
		    ((const amqp_basic_cancel_t *)m->decoded)->consumer_tag);
		return TAKER_CANCELLED;
	}
	if (m->id == AMQP_CHANNEL_CLOSE_METHOD && f->channel == ASKING)
		return refused(t, m, w, e);
	return broker_closed(m, e) ? TAKER_ERROR : TAKER_NOTHING;
}

/* Header and body of a message; told when it is all there. */
static enum taker_said
take_content(struct taker *t, const amqp_frame_t *f, struct taker_word *w)
{
	if (!t->arriving)
		return TAKER_NOTHING;
	if (f->frame_type == AMQP_FRAME_HEADER) {
		t->left = f->payload.properties.body_size;
		t->has_header = true;
	} else {
		struct span piece = span_of(f->payload.body_fragment);
		size_t room = TAKER_BODY_MAX - w->body.len;

		t->left -= piece.len < t->left ? piece.len : t->left;
		if (piece.len > room)
			piece.len = room;
		buf_add(&w->body, piece);
	}
	if (!t->has_header || t->left)
		return TAKER_NOTHING;
	t->arriving = false;
	return TAKER_MESSAGE;
}

enum taker_said
taker_next(struct taker *t, struct taker_word *w, struct err *e)
{
	for (;;) {
		struct timeval now = { 0 };
		amqp_frame_t f;
		enum taker_said said;
		int r;

		/* those of the frame before, of which nothing is in use */
		amqp_maybe_release_buffers(t->state);
		r = amqp_simple_wait_frame_noblock(t->state, &f, &now);
		if (r == AMQP_STATUS_TIMEOUT)
			return TAKER_NOTHING;
		if (r != AMQP_STATUS_OK) {
			fail(r, e);
			return TAKER_ERROR;
		}
		said = f.frame_type == AMQP_FRAME_METHOD
		    ? take_method(t, &f, w, e)
		    : take_content(t, &f, w);
		if (said != TAKER_NOTHING)
			return said;
	}
}

void
taker_word_free(struct taker_word *w)
{
	buf_free(&w->consumer);
	buf_free(&w->body);
}

int
taker_fd(const struct taker *t)
{
	return amqp_get_sockfd(t->state);
}

void
taker_close(struct taker *t, bool polite)
{
	if (polite) {
		time_limit_begin(
		    t->settings->timeout, "the broker does not say good-bye");
		amqp_connection_close(t->state, AMQP_REPLY_SUCCESS);
		time_limit_end();
	}
	amqp_destroy_connection(t->state);
	free(t);
}
