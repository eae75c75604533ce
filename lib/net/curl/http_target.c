#include "net/curl/http_target.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "option/option_value.h"
#include "transport/reply.h"
#include "transport/serve.h"
#include "transport/target_values.h"
#include "transport/webhook.h"

enum { TIMEOUT = 30, TIMEOUT_MAX = 3600, SECRETS_MAX = 8 };

#define AT(member) .at = offsetof(struct http_target, member)

const struct option_row http_target_keys[] = {
	{ "dialect", .set = option_value_text, AT(dialect) },
	{ "url", .set = option_value_text, AT(url) },
	{ "url-file", .set = option_value_text, AT(url_file) },
	{ "secret-file", .set = target_value_list, AT(secret_files),
	    .kind = TARGET_MANY },
	{ "cacert", .set = option_value_text, AT(cacert) },
	{ "proxy", .set = option_value_text, AT(proxy) },
	{ "content-type", .set = option_value_text, AT(content_type) },
	{ "timeout", .set = target_value_seconds, AT(timeout), .least = 1,
	    .most = TIMEOUT_MAX },
	{ "window", .set = option_value_number, AT(window), .least = 1,
	    .most = SERVE_WINDOW_MAX },
	{ "reply", .set = target_value_yes, AT(reply) },
	{ "markup", .set = target_value_yes, AT(markup) },
	{ "pace", .set = pace_value, AT(pace) },
	{ "pace-file", .set = option_value_text, AT(pace_file) },
	{ 0 },
};

static int
take_address(struct http_target *h, const struct target *t, struct err *e)
{
	const char *fault;

	if (!h->url == !h->url_file)
		return target_fail(t, e, "has not one of url and url-file");
	if (h->url && h->robot)
		return target_fail(t, e,
		    "has the url of a robot, which is a secret; url-file takes "
		    "it");
	if (h->url)
		buf_str(&h->address, h->url);
	else if (target_secret(t, h->url_file, &h->address, e))
		return -1;
	if (memchr(h->address.p, '\0', h->address.len) ||
	    memchr(h->address.p, '\n', h->address.len))
		return target_fail(t, e, "its url is more than a line");
	buf_byte(&h->address, '\0');
	fault = http_url_fault(h->address.p, h->url_file);
	return fault ? target_fail(t, e, "its url %s", fault) : 0;
}

static int
take_key(struct http_target *h, const struct target *t, const char *name,
    struct err *e)
{
	struct buf secret = { 0 }, *key = &h->keys[h->n_keys++];
	int r = target_secret(t, name, &secret, e);

	if (r == 0 && h->robot)
		buf_add(key, buf_span(&secret));
	else if (r == 0 && webhook_key(buf_span(&secret), key, e))
		r = err_at(e, name, 0);
	buf_free(&secret);
	return r;
}

static int
take_keys(struct http_target *h, const struct target *t, struct err *e)
{
	size_t n = h->secret_files.n;

	if (n && h->robot && !h->robot->is_signed)
		return target_fail(t, e,
		    "has a secret-file, and dialect %s signs nothing",
		    h->dialect);
	if (n > (h->robot ? 1 : SECRETS_MAX))
		return target_fail(t, e, "has too many of secret-file");
	h->keys = mem_zeroed(n + 1, sizeof *h->keys);
	for (size_t i = 0; i < n; i++) {
		char *name = mem_dup(h->secret_files.list[i]);
		int r = take_key(h, t, name, e);

		free(name);
		if (r)
			return -1;
	}
	return 0;
}

static int
take_dialect(struct http_target *h, const struct target *t, struct err *e)
{
	if (!h->dialect)
		return h->markup
		    ? target_fail(t, e, "has markup, and no dialect")
		    : 0;
	h->robot = robot_find(h->dialect);
	if (!h->robot)
		return target_fail(t, e,
		    "dialect \"%s\" is none of dingtalk, feishu, wecom, slack",
		    h->dialect);
	if (h->reply || h->content_type || h->window)
		return target_fail(
		    t, e, "has a dialect, and reply, content-type or window");
	return 0;
}

static void
take_pace(struct http_target *h, const struct target *t)
{
	struct pace *p = &h->pace;

	if (p->n == 0 && h->robot) {
		memcpy(p->rules, h->robot->pace, sizeof p->rules);
		p->n = h->robot->n_pace;
	}
	if (h->pace_file)
		target_path(t, h->pace_file, &h->pace_path);
	else {
		buf_str(&h->pace_path, t->file.path);
		buf_printf(&h->pace_path, ".%s.pace", t->name);
		buf_byte(&h->pace_path, '\0');
	}
	p->path = h->pace_path.p;
}

static int
take_cacert(struct http_target *h, const struct target *t, struct err *e)
{
	if (!h->cacert)
		return 0;
	target_path(t, h->cacert, &h->cacert_path);
	if (access(h->cacert_path.p, R_OK))
		return err_sys(e, ST_FAIL, "%s", h->cacert_path.p);
	h->http.cacert = h->cacert_path.p;
	return 0;
}

int
http_target_ready(struct http_target *h, const struct target *t, struct err *e)
{
	if (take_dialect(h, t, e) || take_address(h, t, e) ||
	    take_keys(h, t, e) || take_cacert(h, t, e))
		return -1;
	take_pace(h, t);
	if (!h->window)
		h->window = h->robot ? 1 : HTTP_WINDOW;
	h->http.proxy = h->proxy;
	h->http.timeout = h->timeout ? h->timeout : TIMEOUT;
	h->http.reply_max = h->reply ? REPLY_MAX : HTTP_REPLY_LOOKED_AT;
	return 0;
}

void
http_target_free(struct http_target *h)
{
	for (size_t i = 0; i < h->n_keys; i++)
		buf_free(&h->keys[i]);
	free(h->keys);
	names_free(&h->secret_files);
	buf_free(&h->address);
	buf_free(&h->cacert_path);
	buf_free(&h->pace_path);
}
