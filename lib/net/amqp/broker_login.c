#include "net/amqp/broker_login.h"

#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <sys/time.h>

#include "net/amqp/time_limit.h"

enum { FRAME_MAX = 131072, CHANNELS = 2, ABLE = 5 };

static int
fail(const char *what, int status, struct err *e)
{
	return err_set(e, ST_AGAIN, "%s: %s", what, amqp_error_string2(status));
}

/* What the broker, or the library, answered to a call; 0 where it is well. */
static int
check(const char *what, amqp_rpc_reply_t r, struct err *e)
{
	const amqp_connection_close_t *c = r.reply.decoded;
	const amqp_channel_close_t *h = r.reply.decoded;
	struct span text;

	if (r.reply_type == AMQP_RESPONSE_NORMAL)
		return 0;
	if (r.reply_type != AMQP_RESPONSE_SERVER_EXCEPTION)
		return fail(what, r.library_error, e);
	if (r.reply.id == AMQP_CONNECTION_CLOSE_METHOD)
		text = (struct span){ c->reply_text.bytes, c->reply_text.len };
	else if (r.reply.id == AMQP_CHANNEL_CLOSE_METHOD)
		text = (struct span){ h->reply_text.bytes, h->reply_text.len };
	else
		text = SPAN("closed");
	return err_set(e, ST_AGAIN, "%s: %s", what, excerpt(text).s);
}

/* The certificate is verified, and that it is the host's. */
static amqp_socket_t *
make_socket(amqp_connection_state_t state, const struct broker_settings *s)
{
	amqp_socket_t *sock;

	if (!s->tls)
		return amqp_tcp_socket_new(state);
	sock = amqp_ssl_socket_new(state);
	if (!sock)
		return NULL;
	amqp_ssl_socket_set_verify_peer(sock, 1);
	amqp_ssl_socket_set_verify_hostname(sock, 1);
	if (amqp_ssl_socket_set_ssl_versions(
		sock, AMQP_TLSv1_2, AMQP_TLSvLATEST) ||
	    amqp_ssl_socket_set_cacert(sock, s->cacert))
		return NULL;
	return sock;
}

static int
connect_to(amqp_connection_state_t state, const struct broker_settings *s,
    struct err *e)
{
	struct timeval limit = { .tv_sec = s->timeout };
	amqp_socket_t *sock = make_socket(state, s);
	int r;

	if (!sock)
		return err_set(e, ST_AGAIN,
		    s->tls ? "%s: holds no certificate" : "%s: no socket",
		    s->tls ? s->cacert : s->host);
	amqp_set_handshake_timeout(state, &limit);
	amqp_set_rpc_timeout(state, &limit);
	r = amqp_socket_open_noblock(sock, s->host, (int)s->port, &limit);
	return r ? fail("connect", r, e) : 0;
}

/* What we understand: the broker says connection.blocked, basic.nack and that a
 * queue was deleted only to who does. */
static amqp_table_t
capabilities(amqp_table_entry_t *list)
{
	static const char *const names[ABLE] = { "connection.blocked",
		"basic.nack", "publisher_confirms",
		"authentication_failure_close", "consumer_cancel_notify" };
	amqp_table_t t = { .num_entries = ABLE, .entries = list };

	for (int i = 0; i < ABLE; i++) {
		list[i].key = amqp_cstring_bytes(names[i]);
		list[i].value.kind = AMQP_FIELD_KIND_BOOLEAN;
		list[i].value.value.boolean = 1;
	}
	return t;
}

static int
say_who(amqp_connection_state_t state, const struct broker_settings *s,
    struct err *e)
{
	amqp_table_entry_t able[ABLE], mine = { 0 };
	amqp_table_t properties = { .num_entries = 1, .entries = &mine };

	mine.key = amqp_cstring_bytes("capabilities");
	mine.value.kind = AMQP_FIELD_KIND_TABLE;
	mine.value.value.table = capabilities(able);
	return check("login",
	    amqp_login_with_properties(state, s->vhost, CHANNELS, FRAME_MAX,
		(int)s->heartbeat, &properties, AMQP_SASL_METHOD_PLAIN, s->user,
		s->password),
	    e);
}

static int
begin(amqp_connection_state_t state, const struct broker_settings *s,
    amqp_channel_t channel, struct err *e)
{
	if (connect_to(state, s, e) || say_who(state, s, e))
		return -1;
	amqp_channel_open(state, channel);
	if (check("channel", amqp_get_rpc_reply(state), e))
		return -1;
	amqp_confirm_select(state, channel);
	return check("confirms", amqp_get_rpc_reply(state), e);
}

amqp_connection_state_t
broker_login(
    const struct broker_settings *s, amqp_channel_t channel, struct err *e)
{
	amqp_connection_state_t state = amqp_new_connection();
	int r;

	if (!state) {
		err_set(e, ST_AGAIN, "no memory for a connection");
		return NULL;
	}
	/* twice, for it bounds what has bounds of its own */
	time_limit_begin(2 * s->timeout, "the broker does not answer");
	r = begin(state, s, channel, e);
	time_limit_end();
	if (r == 0)
		return state;
	amqp_destroy_connection(state);
	return NULL;
}
