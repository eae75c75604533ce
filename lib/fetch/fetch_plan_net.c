/* What a plan has of secrets and of the environment. */
#include <stdlib.h>

#include "fetch/fetch_plan.h"
#include "fetch/secret.h"
#include "net/curl/transfer_url.h"
#include "net/curl/url_edit.h"

int
fetch_plan_secrets(struct fetch_plan *p, struct err *e)
{
	const struct fetch_options *o = p->options;

	return secret_take(
		   o->password_file, &p->password, &p->net.password, e) ||
	    secret_take(
		o->passphrase_file, &p->passphrase, &p->net.passphrase, e) ||
	    secret_take(o->header_file, &p->headers, &p->net.headers, e) ||
	    secret_take(o->proxy_password_file, &p->proxy_password,
		&p->net.proxy_password, e) ||
	    secret_check(o->net.key, true, e) ||
	    secret_check(o->net.cert, false, e) ||
	    secret_check(o->net.cacert, false, e) ||
	    secret_check(o->net.known_hosts, false, e);
}

/* The first of these variables that is there and not empty, or NULL. */
static const char *
variable(const char *const *names)
{
	const char *value = NULL;

	for (; *names && (!value || !*value); names++)
		value = getenv(*names);
	return value && *value ? value : NULL;
}

/* A proxy stands in the environment as curl(1) has it, often without a scheme. */
int
fetch_plan_proxy(struct fetch_plan *p, struct err *e)
{
	static const char *const proxies[] = { "https_proxy", "HTTPS_PROXY",
		"all_proxy", "ALL_PROXY", NULL };
	static const char *const none[] = { "no_proxy", "NO_PROXY", NULL };
	const char *said = p->options->proxy, *fault;
	struct buf shown = { 0 };

	if (said && !strcmp(said, "environment")) {
		said = variable(proxies);
		p->net.no_proxy = variable(none);
		if (said && !fetch_plan_is_url(said))
			buf_str(&p->proxy, "http://");
	}
	if (!said)
		return 0;
	buf_str(&p->proxy, said);
	buf_byte(&p->proxy, '\0');
	p->net.proxy = p->proxy.p;
	fault = transfer_proxy_fault(p->net.proxy);
	if (!fault)
		return 0;
	url_shown(&shown, span_str(p->net.proxy));
	err_set(
	    e, ST_FAIL, "--proxy: %s: %s", excerpt(buf_span(&shown)).s, fault);
	buf_free(&shown);
	return -1;
}
