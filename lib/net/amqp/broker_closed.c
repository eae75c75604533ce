#include "net/amqp/broker_closed.h"

#include <amqp_framing.h>

/* Codes of AMQP 0-9-1: 403 access refused, 404 not found, 406 precondition
 * failed. */
static void
tell(uint16_t code, amqp_bytes_t text, struct err *e)
{
	enum status status =
	    code == 403 || code == 404 || code == 406 ? ST_FAIL : ST_AGAIN;

	err_set(e, status, "closed by the broker: %u %s", code,
	    excerpt((struct span){ text.bytes, text.len }).s);
}

bool
broker_closed(const amqp_method_t *m, struct err *e)
{
	if (m->id == AMQP_CHANNEL_CLOSE_METHOD) {
		const amqp_channel_close_t *c = m->decoded;

		tell(c->reply_code, c->reply_text, e);
		return true;
	}
	if (m->id == AMQP_CONNECTION_CLOSE_METHOD) {
		const amqp_connection_close_t *c = m->decoded;

		tell(c->reply_code, c->reply_text, e);
		return true;
	}
	return false;
}
