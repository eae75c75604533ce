/*
 * transport-amqp: publishes each event to a broker of AMQP 0-9-1, RabbitMQ for
 * one, and answers when the broker has confirmed it.
 */
#include "net/amqp/amqp_serve.h"
#include "net/amqp/broker_target.h"
#include "option/option_value.h"
#include "transport.h"
#include "transport/serve.h"

enum { WINDOW = 64 };

struct settings {
	struct broker_target to; /* first: its rows are of it */
	const char *exchange, *routing_key;
	unsigned window;
};

#define AT(member) .at = offsetof(struct settings, member)

static const struct option_row keys[] = {
	{ "exchange", .set = option_value_text, AT(exchange) },
	{ "routing-key", .set = option_value_text, AT(routing_key) },
	{ "window", .set = option_value_number, AT(window), .least = 1,
	    .most = SERVE_WINDOW_MAX },
	{ .rows = broker_target_rows },
	{ 0 },
};

int
main(int argc, char **argv)
{
	struct settings s = {
		.to = broker_target_default, .exchange = "", .window = WINDOW
	};
	struct target t;
	struct err e;
	int r;

	transport_begin(&t, "transport-amqp", argc, argv, keys, &s.to.common);
	if (!s.routing_key)
		r = target_fail(&t, &e, "has no routing-key");
	else
		r = broker_target_ready(&s.to, &t, &e)
		    ? -1
		    : amqp_serve(&s.to.broker, s.window, s.exchange,
			  s.routing_key, &e);
	broker_target_free(&s.to);
	return transport_end(&t, r, &e);
}
