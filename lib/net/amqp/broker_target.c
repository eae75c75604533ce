#include "net/amqp/broker_target.h"

#include <unistd.h>

#include "option/option_value.h"
#include "transport/target_values.h"
#include "transport/this_machine.h"

enum {
	TLS_PORT = 5671,
	PORT = 5672,
	PORT_MAX = 65535,
	HEARTBEAT = 30,
	HEARTBEAT_MAX = 600,
	TIMEOUT = 30,
	TIMEOUT_MAX = 3600,
};

const struct broker_target broker_target_default = { .broker = {
							 .host = "localhost",
							 .tls = true,
							 .vhost = "/",
							 .heartbeat = HEARTBEAT,
							 .timeout = TIMEOUT } };

#define AT(member) .at = offsetof(struct broker_target, member)

const struct option_row broker_target_rows[] = {
	{ "host", .set = option_value_text, AT(broker.host) },
	{ "port", .set = option_value_number, AT(port), .least = 1,
	    .most = PORT_MAX },
	{ "tls", .set = target_value_yes, AT(broker.tls) },
	{ "cacert", .set = option_value_text, AT(cacert) },
	{ "vhost", .set = option_value_text, AT(broker.vhost) },
	{ "user", .set = option_value_text, AT(broker.user) },
	{ "password-file", .set = option_value_text, AT(password_file) },
	{ "heartbeat", .set = target_value_seconds, AT(broker.heartbeat),
	    .least = 1, .most = HEARTBEAT_MAX },
	{ "timeout", .set = target_value_seconds, AT(broker.timeout),
	    .least = 1, .most = TIMEOUT_MAX },
	{ 0 },
};

/* Debian's, which libcurl takes too; the library knows no default. */
static const char system_cacert[] = "/etc/ssl/certs/ca-certificates.crt";

int
broker_target_ready(
    struct broker_target *s, const struct target *t, struct err *e)
{
	struct broker_settings *b = &s->broker;

	if (!b->user || !s->password_file)
		return target_fail(t, e, "has not both user and password-file");
	if (!b->tls && !this_machine_is(b->host))
		return target_fail(t, e,
		    "its host is not this machine: tls = no is for that "
		    "alone");
	if (target_secret(t, s->password_file, &s->password, e))
		return -1;
	buf_byte(&s->password, '\0');
	b->password = s->password.p;
	if (s->cacert)
		target_path(t, s->cacert, &s->cacert_path);
	else {
		buf_str(&s->cacert_path, system_cacert);
		buf_byte(&s->cacert_path, '\0');
	}
	b->cacert = s->cacert_path.p;
	if (b->tls && access(b->cacert, R_OK))
		return err_sys(e, ST_FAIL, "%s", b->cacert);
	b->port = s->port ? s->port : b->tls ? TLS_PORT : PORT;
	return 0;
}

void
broker_target_free(struct broker_target *s)
{
	buf_free(&s->password);
	buf_free(&s->cacert_path);
}
