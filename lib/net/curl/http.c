#include "net/curl/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "net/curl/curl_memory.h"
#include "net/curl/url_host.h"

enum {
	CONNECT_MS = 10000,
	RETRY_AFTER_MAX = 7 * 86400,
	CONNECTIONS_KEPT = 256, /* as many as may be in use at once; without it
				 * curl keeps four for each request under way,
				 * and closes the rest when few are */
};

struct http {
	const struct http_settings *settings;
	CURLM *multi; /* owned */
	int active;   /* requests begun and not given back */
};

struct http *
http_open(const struct http_settings *s, struct err *e)
{
	struct http *h = mem_zeroed(1, sizeof *h);

	h->settings = s;
	if (curl_memory_begin() || !(h->multi = curl_multi_init()) ||
	    curl_multi_setopt(
		h->multi, CURLMOPT_MAXCONNECTS, (long)CONNECTIONS_KEPT)) {
		if (h->multi)
			curl_multi_cleanup(h->multi);
		free(h);
		err_set(e, ST_FAIL, "libcurl does not begin");
		return NULL;
	}
	return h;
}

/* What does not fit is not taken: then curl ends the transfer. */
static size_t
on_body(char *p, size_t size, size_t n, void *of)
{
	struct http_call *c = of;
	size_t len = size * n, room = c->reply_max - c->reply.len;

	c->cut = len > room;
	buf_add(&c->reply, (struct span){ p, c->cut ? room : len });
	return c->cut ? 0 : len;
}

static size_t
on_header(char *p, size_t size, size_t n, void *of)
{
	struct http_call *c = of;

	c->headed = size * n <= 2 && (p[0] == '\r' || p[0] == '\n');
	c->header_bytes += size * n;
	return c->header_bytes > HTTP_HEADERS_MAX ? 0 : size * n;
}

/* What is the same in every request. */
static bool
set_up(CURL *x, const struct http_settings *s)
{
	long ms = (long)s->timeout * 1000;

	return !curl_easy_setopt(x, CURLOPT_NOSIGNAL, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_PROTOCOLS_STR, "http,https") &&
	    !curl_easy_setopt(x, CURLOPT_FOLLOWLOCATION, 0L) &&
	    !curl_easy_setopt(x, CURLOPT_SSL_VERIFYPEER, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_SSL_VERIFYHOST, 2L) &&
	    !curl_easy_setopt(
		x, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
	    (!s->cacert ||
		(!curl_easy_setopt(x, CURLOPT_CAINFO, s->cacert) &&
		    !curl_easy_setopt(x, CURLOPT_CAPATH, NULL))) &&
	    !curl_easy_setopt(x, CURLOPT_PROXY, s->proxy ? s->proxy : "") &&
	    !curl_easy_setopt(x, CURLOPT_TIMEOUT_MS, ms) &&
	    !curl_easy_setopt(x, CURLOPT_CONNECTTIMEOUT_MS,
		ms < CONNECT_MS ? ms : (long)CONNECT_MS) &&
	    !curl_easy_setopt(x, CURLOPT_USERAGENT, "recon") &&
	    !curl_easy_setopt(x, CURLOPT_WRITEFUNCTION, on_body) &&
	    !curl_easy_setopt(x, CURLOPT_HEADERFUNCTION, on_header);
}

static bool
set_request(CURL *x, struct http_call *c)
{
	return !curl_easy_setopt(x, CURLOPT_URL, c->url.p) &&
	    !curl_easy_setopt(x, CURLOPT_POST, 1L) &&
	    !curl_easy_setopt(
		x, CURLOPT_POSTFIELDS, c->body.len ? c->body.p : "") &&
	    !curl_easy_setopt(
		x, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)c->body.len) &&
	    !curl_easy_setopt(x, CURLOPT_HTTPHEADER, c->list) &&
	    !curl_easy_setopt(x, CURLOPT_ERRORBUFFER, c->why) &&
	    !curl_easy_setopt(x, CURLOPT_WRITEDATA, c) &&
	    !curl_easy_setopt(x, CURLOPT_HEADERDATA, c) &&
	    !curl_easy_setopt(x, CURLOPT_PRIVATE, c);
}

static bool
list_headers(struct http_call *c)
{
	const char *p = c->headers.p, *end = p + c->headers.len;

	curl_slist_free_all(c->list);
	/* it is sent at once: nobody waits for a 100 */
	c->list = curl_slist_append(NULL, "Expect:");
	for (; c->list && p < end; p += strlen(p) + 1)
		if (!curl_slist_append(c->list, p))
			return false;
	return c->list != NULL;
}

int
http_start(struct http *h, struct http_call *c, struct err *e)
{
	c->status = 0;
	c->seconds = -1;
	c->cut = c->failed = false;
	c->why[0] = '\0';
	c->headed = false;
	c->header_bytes = 0;
	c->reply_max = h->settings->reply_max;
	buf_clear(&c->reply);
	if (!c->easy) {
		c->easy = curl_easy_init();
		if (!c->easy || !set_up(c->easy, h->settings))
			return err_set(e, ST_FAIL, "libcurl lacks an option");
	}
	if (!list_headers(c) || !set_request(c->easy, c) ||
	    curl_multi_add_handle(h->multi, c->easy))
		return err_set(e, ST_FAIL, "libcurl takes no request");
	h->active++;
	return 0;
}

/* Why it did not come to its end, as far as it is known. */
static void
take_end(struct http_call *c, CURLcode code)
{
	curl_off_t seconds = 0;

	curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &c->status);
	curl_easy_getinfo(c->easy, CURLINFO_RETRY_AFTER, &seconds);
	if (seconds > 0)
		c->seconds = seconds < RETRY_AFTER_MAX ? (int64_t)seconds
						       : RETRY_AFTER_MAX;
	c->failed = code != CURLE_OK && !c->cut;
	if (c->failed && !c->headed)
		c->status = 0;
	if (c->failed && !c->why[0])
		snprintf(c->why, sizeof c->why, "%s", curl_easy_strerror(code));
}

struct http_call *
http_done(struct http *h)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(h->multi, &left))) {
		struct http_call *c = NULL;
		CURLcode code = m->data.result;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &c);
		take_end(c, code);
		curl_multi_remove_handle(h->multi, c->easy);
		h->active--;
		return c;
	}
	return NULL;
}

int
http_wait(struct http *h, int fd, int64_t ms, bool *readable, struct err *e)
{
	struct curl_waitfd w = { .fd = fd, .events = CURL_WAIT_POLLIN };
	int running;

	*readable = false;
	if (curl_multi_perform(h->multi, &running))
		return err_set(e, ST_FAIL, "libcurl does not go on");
	if (running < h->active) /* something has ended: nothing to wait for */
		return 0;
	if (curl_multi_poll(h->multi, &w, fd >= 0 ? 1 : 0, (int)ms, NULL) ||
	    curl_multi_perform(h->multi, &running))
		return err_set(e, ST_FAIL, "libcurl does not go on");
	*readable = fd >= 0 && w.revents != 0;
	return 0;
}

void
http_call_free(struct http_call *c)
{
	curl_easy_cleanup(c->easy);
	curl_slist_free_all(c->list);
	buf_free(&c->url);
	buf_free(&c->body);
	buf_free(&c->headers);
	buf_free(&c->reply);
}

void
http_close(struct http *h)
{
	curl_multi_cleanup(h->multi);
	free(h);
	curl_global_cleanup();
}

const char *
http_url_fault(const char *url, bool with_user)
{
	struct url_host u;
	const char *what = url_host_read(&u, url);

	if (what)
		return what;
	if (!with_user && u.has_user)
		what = "has a user: that is a secret; url-file takes it";
	else if (strcmp(u.scheme, "https") &&
	    (strcmp(u.scheme, "http") || !u.is_here))
		what = "is neither https nor http to this machine";
	url_host_free(&u);
	return what;
}
