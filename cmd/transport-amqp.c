/*
 * transport-amqp: publishes each event to a broker of AMQP 0-9-1, RabbitMQ for
 * one, and answers when the broker has confirmed it.
 */
#include <unistd.h>

#include "net/amqp/amqp_serve.h"
#include "option/option_value.h"
#include "transport.h"
#include "transport/serve.h"
#include "transport/target_values.h"
#include "transport/this_machine.h"

enum {
	TLS_PORT = 5671,
	PORT = 5672,
	PORT_MAX = 65535,
	WINDOW = 64,
	HEARTBEAT = 30,
	HEARTBEAT_MAX = 600,
	TIMEOUT = 30,
	TIMEOUT_MAX = 3600,
};

struct settings {
	struct target_common common;
	struct broker_settings broker;
	const char *password_file, *cacert;
	unsigned window, port;
};

#define AT(member) .at = offsetof(struct settings, member)

static const struct option_row keys[] = {
	{ "host", .set = option_value_text, AT(broker.host) },
	{ "port", .set = option_value_number, AT(port), .least = 1,
	    .most = PORT_MAX },
	{ "tls", .set = target_value_yes, AT(broker.tls) },
	{ "cacert", .set = option_value_text, AT(cacert) },
	{ "vhost", .set = option_value_text, AT(broker.vhost) },
	{ "user", .set = option_value_text, AT(broker.user) },
	{ "password-file", .set = option_value_text, AT(password_file) },
	{ "exchange", .set = option_value_text, AT(broker.exchange) },
	{ "routing-key", .set = option_value_text, AT(broker.routing_key) },
	{ "heartbeat", .set = target_value_seconds, AT(broker.heartbeat),
	    .least = 1, .most = HEARTBEAT_MAX },
	{ "timeout", .set = target_value_seconds, AT(broker.timeout),
	    .least = 1, .most = TIMEOUT_MAX },
	{ "window", .set = option_value_number, AT(window), .least = 1,
	    .most = SERVE_WINDOW_MAX },
	{ 0 },
};

/* Debian's, which libcurl takes too; the library knows no default. */
static const char system_cacert[] = "/etc/ssl/certs/ca-certificates.crt";

/* password and cacert hold what the settings point into. */
static int
ready(struct settings *s, const struct target *t, struct buf *password,
    struct buf *cacert, struct err *e)
{
	struct broker_settings *b = &s->broker;

	if (!b->user || !s->password_file)
		return target_fail(t, e, "has not both user and password-file");
	if (!b->routing_key)
		return target_fail(t, e, "has no routing-key");
	if (!b->tls && !this_machine_is(b->host))
		return target_fail(t, e,
		    "its host is not this machine: tls = no is for that "
		    "alone");
	if (target_secret(t, s->password_file, password, e))
		return -1;
	buf_byte(password, '\0');
	b->password = password->p;
	if (s->cacert)
		target_path(t, s->cacert, cacert);
	else {
		buf_str(cacert, system_cacert);
		buf_byte(cacert, '\0');
	}
	b->cacert = cacert->p;
	if (b->tls && access(b->cacert, R_OK))
		return err_sys(e, ST_FAIL, "%s", b->cacert);
	b->port = s->port ? s->port : b->tls ? TLS_PORT : PORT;
	return 0;
}

int
main(int argc, char **argv)
{
	struct settings s = { .window = WINDOW,
		.broker = { .host = "localhost",
		    .tls = true,
		    .vhost = "/",
		    .exchange = "",
		    .heartbeat = HEARTBEAT,
		    .timeout = TIMEOUT } };
	struct buf password = { 0 }, cacert = { 0 };
	struct target t;
	struct err e;
	int r;

	transport_begin(&t, "transport-amqp", argc, argv, keys, &s.common);
	r = ready(&s, &t, &password, &cacert, &e)
	    ? -1
	    : amqp_serve(&s.broker, s.window, &e);
	buf_free(&password);
	buf_free(&cacert);
	return transport_end(&t, r, &e);
}
