/*
 * transport-mail: sends each event as a mail, by sendmail or to a relay.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "mail/mail_message.h"
#include "net/curl/smtp.h"
#include "option/option_value.h"
#include "sys/process/child.h"
#include "sys/clock.h"
#include "transport.h"
#include "transport/serve.h"
#include "transport/target_values.h"

enum { TIMEOUT = 60, TIMEOUT_MAX = 3600 };

struct settings {
	struct target_common common;
	const char *from, *sendmail, *password_file, *cacert;
	struct names to, cc;
	bool starttls;
	struct smtp_settings relay;

	struct smtp *smtp; /* NULL: by sendmail */
	struct child child;
	struct buf mail, password, cacert_path;
};

#define AT(member) .at = offsetof(struct settings, member)

static const struct option_row keys[] = {
	{ "from", .set = option_value_text, AT(from) },
	{ "to", .set = option_value_names, AT(to), .kind = TARGET_MANY },
	{ "cc", .set = option_value_names, AT(cc), .kind = TARGET_MANY },
	{ "sendmail", .set = option_value_text, AT(sendmail) },
	{ "relay", .set = option_value_text, AT(relay.relay) },
	{ "starttls", .set = target_value_yes, AT(starttls) },
	{ "user", .set = option_value_text, AT(relay.user) },
	{ "password-file", .set = option_value_text, AT(password_file) },
	{ "cacert", .set = option_value_text, AT(cacert) },
	{ "timeout", .set = target_value_seconds, AT(relay.timeout), .least = 1,
	    .most = TIMEOUT_MAX },
	{ 0 },
};

static int
check_addresses(const struct target *t, const struct names *list, struct err *e)
{
	for (size_t i = 0; i < list->n; i++)
		if (!mail_is_address(list->list[i]))
			return target_fail(t, e, "\"%s\" is no address",
			    excerpt(list->list[i]).s);
	return 0;
}

static int
check(const struct settings *s, const struct target *t, struct err *e)
{
	bool for_relay =
	    s->relay.user || s->password_file || s->cacert || !s->starttls;

	if (!s->from || !s->to.n)
		return target_fail(t, e, "has not both from and to");
	if (!mail_is_address(span_str(s->from)))
		return target_fail(
		    t, e, "\"%s\" is no address", excerpt(span_str(s->from)).s);
	if (check_addresses(t, &s->to, e) || check_addresses(t, &s->cc, e))
		return -1;
	if (s->relay.relay && s->sendmail)
		return target_fail(t, e, "has both relay and sendmail");
	if (!s->relay.relay && for_relay)
		return target_fail(t, e,
		    "has user, password-file, cacert or starttls, and no "
		    "relay");
	if (!s->relay.user != !s->password_file)
		return target_fail(t, e, "has not both user and password-file");
	return 0;
}

/* Reads what the keys name, and opens the way to the relay. */
static int
ready_relay(struct settings *s, const struct target *t, struct err *e)
{
	const char *fault;

	s->relay.plain = !s->starttls;
	fault = smtp_fault(&s->relay);
	if (fault)
		return target_fail(t, e, "its relay %s", fault);
	if (s->password_file) {
		if (target_secret(t, s->password_file, &s->password, e))
			return -1;
		buf_byte(&s->password, '\0');
		s->relay.password = s->password.p;
	}
	if (s->cacert) {
		target_path(t, s->cacert, &s->cacert_path);
		s->relay.cacert = s->cacert_path.p;
		if (access(s->relay.cacert, R_OK))
			return err_sys(e, ST_FAIL, "%s", s->relay.cacert);
	}
	s->smtp = smtp_open(&s->relay, e);
	return s->smtp ? 0 : -1;
}

static void
judge_sendmail(const struct settings *s, struct answer *a)
{
	const struct child *c = &s->child;

	if (c->late)
		answer_retry(
		    a, ANSWER_SOON, "sendmail: no end within %u s", c->seconds);
	else if (c->status < 0)
		answer_retry(
		    a, ANSWER_SOON, "sendmail: killed by signal %d", c->signal);
	else if (c->status == CHILD_NOT_FOUND)
		answer_retry(
		    a, ANSWER_SOON, "%s: not found (status 127)", c->argv[0]);
	else if (c->status == CHILD_NOT_RUN)
		answer_retry(a, ANSWER_SOON, "%s: cannot be run (status 126)",
		    c->argv[0]);
	else if (c->status == ST_AGAIN)
		answer_retry(a, ANSWER_SOON, "sendmail: status 75");
	else if (c->status)
		answer_fail(a, "sendmail: status %d", c->status);
	else
		answer_ok(a);
}

static int
deliver(void *self, const struct event *ev, struct answer *a, struct err *e)
{
	struct settings *s = self;
	const struct mail_message m = { s->from, &s->to, &s->cc, clock_wall_s(),
		s->smtp ? "\r\n" : "\n" };

	buf_clear(&s->mail);
	mail_message_add(&s->mail, &m, ev);
	if (s->smtp)
		return smtp_send(
		    s->smtp, s->from, &s->to, &s->cc, buf_span(&s->mail), a, e);
	s->child.in = buf_span(&s->mail);
	if (child_run(&s->child, e))
		return -1;
	judge_sendmail(s, a);
	return 0;
}

static void
release(struct settings *s)
{
	if (s->smtp)
		smtp_close(s->smtp);
	names_free(&s->to);
	names_free(&s->cc);
	buf_free(&s->child.out);
	buf_free(&s->mail);
	buf_free(&s->password);
	buf_free(&s->cacert_path);
}

int
main(int argc, char **argv)
{
	struct settings s = { .starttls = true, .relay.timeout = TIMEOUT };
	const struct server server = {
		.window = 1, .self = &s, .deliver = deliver
	};
	static char sendmail[] = "/usr/sbin/sendmail", i[] = "-i", t_[] = "-t";
	char *command[] = { sendmail, i, t_, NULL };
	struct target t;
	struct err e;
	int r;

	transport_begin(&t, "transport-mail", argc, argv, keys, &s.common);
	r = check(&s, &t, &e);
	if (r == 0 && s.relay.relay)
		r = ready_relay(&s, &t, &e);
	if (r == 0) {
		char *own = s.sendmail ? mem_dup(span_str(s.sendmail)) : NULL;

		command[0] = own ? own : sendmail;
		s.child.argv = command;
		s.child.seconds = s.relay.timeout;
		r = serve(&server, &e);
		free(own);
	}
	release(&s);
	return transport_end(&t, r, &e);
}
