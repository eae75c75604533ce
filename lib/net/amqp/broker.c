#include "net/amqp/broker.h"

#include <amqp.h>
#include <amqp_framing.h>
#include <stdlib.h>
#include <sys/time.h>

#include "base/mem.h"
#include "net/amqp/broker_closed.h"
#include "net/amqp/broker_login.h"
#include "net/amqp/time_limit.h"

enum { CHANNEL = 1, PULSE_MS = 1000 };

struct broker {
	const struct broker_settings *settings;
	amqp_connection_state_t state; /* owned */
	uint64_t tag;                  /* of the last message */

	/* a message that is being returned */
	bool returning;
	uint64_t left;      /* bytes of its body to come */
	struct buf id, why; /* owned */
};

struct broker *
broker_open(const struct broker_settings *s, struct err *e)
{
	struct broker *b = mem_zeroed(1, sizeof *b);

	b->settings = s;
	b->state = broker_login(s, CHANNEL, e);
	if (b->state)
		return b;
	free(b);
	return NULL;
}

static amqp_bytes_t
bytes(struct span s)
{
	return (amqp_bytes_t){ s.len, (void *)(uintptr_t)s.p };
}

static struct span
span_of(amqp_bytes_t b)
{
	return (struct span){ b.bytes, b.len };
}

int
broker_publish(struct broker *b, const struct broker_message *m, uint64_t *tag,
    struct err *e)
{
	const amqp_basic_properties_t p = {
		._flags = AMQP_BASIC_CONTENT_TYPE_FLAG |
		    AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG,
		.content_type = amqp_cstring_bytes(m->content_type),
		.delivery_mode = AMQP_DELIVERY_PERSISTENT,
		.message_id = bytes(m->id),
	};
	int r;

	time_limit_begin(b->settings->timeout, "the broker takes no bytes");
	r = amqp_basic_publish(b->state, CHANNEL,
	    amqp_cstring_bytes(m->exchange), amqp_cstring_bytes(m->routing_key),
	    1, 0, &p, bytes(m->body));
	time_limit_end();
	if (r != AMQP_STATUS_OK)
		return err_set(e, ST_AGAIN, "%s", amqp_error_string2(r));
	*tag = ++b->tag;
	return 0;
}

static enum broker_said
take_method(struct broker *b, const amqp_method_t *m, struct broker_word *w,
    struct err *e)
{
	if (m->id == AMQP_BASIC_ACK_METHOD) {
		const amqp_basic_ack_t *a = m->decoded;

		w->tag = a->delivery_tag;
		w->all_before = a->multiple;
		return BROKER_TOOK;
	}
	if (m->id == AMQP_BASIC_NACK_METHOD) {
		const amqp_basic_nack_t *a = m->decoded;

		w->tag = a->delivery_tag;
		w->all_before = a->multiple;
		return BROKER_REFUSED;
	}
	if (m->id == AMQP_BASIC_RETURN_METHOD) {
		const amqp_basic_return_t *r = m->decoded;

		b->returning = true;
		b->left = UINT64_MAX; /* the header says */
		buf_clear(&b->why);
		buf_printf(&b->why, "%u ", r->reply_code);
		buf_add(&b->why, span_of(r->reply_text));
		return BROKER_NOTHING;
	}
	if (m->id == AMQP_CONNECTION_BLOCKED_METHOD) {
		const amqp_connection_blocked_t *k = m->decoded;

		buf_clear(&w->why);
		buf_add(&w->why, span_of(k->reason));
		return BROKER_BLOCKED;
	}
	if (m->id == AMQP_CONNECTION_UNBLOCKED_METHOD)
		return BROKER_UNBLOCKED;
	return broker_closed(m, e) ? BROKER_ERROR : BROKER_NOTHING;
}

/* Header and body of what is returned; told when it is all there. */
static enum broker_said
take_content(struct broker *b, const amqp_frame_t *f, struct broker_word *w)
{
	if (!b->returning)
		return BROKER_NOTHING;
	if (f->frame_type == AMQP_FRAME_HEADER) {
		const amqp_basic_properties_t *p =
		    f->payload.properties.decoded;

		b->left = f->payload.properties.body_size;
		buf_clear(&b->id);
		if (p->_flags & AMQP_BASIC_MESSAGE_ID_FLAG)
			buf_add(&b->id, span_of(p->message_id));
	} else {
		size_t n = f->payload.body_fragment.len;

		b->left -= n < b->left ? n : b->left;
	}
	if (b->left)
		return BROKER_NOTHING;
	b->returning = false;
	w->id = buf_span(&b->id);
	buf_clear(&w->why);
	buf_add(&w->why, buf_span(&b->why));
	return BROKER_RETURNED;
}

enum broker_said
broker_next(struct broker *b, struct broker_word *w, struct err *e)
{
	for (;;) {
		struct timeval now = { 0 };
		amqp_frame_t f;
		enum broker_said said;
		int r;

		/* those of the frame before, of which nothing is in use */
		amqp_maybe_release_buffers(b->state);
		r = amqp_simple_wait_frame_noblock(b->state, &f, &now);

		if (r == AMQP_STATUS_TIMEOUT)
			return BROKER_NOTHING;
		if (r != AMQP_STATUS_OK) {
			err_set(e, ST_AGAIN, "%s", amqp_error_string2(r));
			return BROKER_ERROR;
		}
		if (f.frame_type == AMQP_FRAME_METHOD)
			said = take_method(b, &f.payload.method, w, e);
		else
			said = take_content(b, &f, w);
		if (said != BROKER_NOTHING)
			return said;
	}
}

int
broker_fd(const struct broker *b)
{
	return amqp_get_sockfd(b->state);
}

int
broker_pulse_ms(const struct broker *b)
{
	int quarter = (int)b->settings->heartbeat * 1000 / 4;

	return quarter < PULSE_MS ? quarter : PULSE_MS;
}

void
broker_close(struct broker *b, bool polite)
{
	if (polite) {
		time_limit_begin(
		    b->settings->timeout, "the broker does not say good-bye");
		amqp_connection_close(b->state, AMQP_REPLY_SUCCESS);
		time_limit_end();
	}
	amqp_destroy_connection(b->state);
	buf_free(&b->id);
	buf_free(&b->why);
	free(b);
}
