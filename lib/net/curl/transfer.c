#include "net/curl/transfer.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "net/curl/curl_memory.h"
#include "net/curl/transfer_private.h"
#include "net/curl/transfer_url.h"
#include "net/curl/url_edit.h"

enum {
	LIST_MAX = 1 << 24, /* bytes of a directory's names */
	REDIRECTS = 5,
};

static bool
set_callbacks(struct transfer *t)
{
	CURL *x = t->easy;

	return !curl_easy_setopt(x, CURLOPT_WRITEFUNCTION, transfer_on_body) &&
	    !curl_easy_setopt(x, CURLOPT_WRITEDATA, t) &&
	    !curl_easy_setopt(x, CURLOPT_HEADERFUNCTION, transfer_on_header) &&
	    !curl_easy_setopt(x, CURLOPT_HEADERDATA, t) &&
	    !curl_easy_setopt(x, CURLOPT_NOPROGRESS, 0L) &&
	    !curl_easy_setopt(
		x, CURLOPT_XFERINFOFUNCTION, transfer_on_progress) &&
	    !curl_easy_setopt(x, CURLOPT_XFERINFODATA, t);
}

/* A copy of the lines of the settings' headers. */
static bool
add_headers(struct transfer *t, const char *lines)
{
	while (lines && *lines) {
		struct span line = { lines, span_line(span_str(lines)) };
		char *one = mem_dup(line);

		lines += line.len + strspn(lines + line.len, "\r\n");
		if (*one)
			t->list = curl_slist_append(t->list, one);
		free(one);
		if (!t->list)
			return false;
	}
	return true;
}

/* By what a web server can be asked for the rest of a file; none where it cannot
 * be. */
static const char *
validator(const struct transfer_mark *m)
{
	return m->etag[0] == '"' ? m->etag : m->modified;
}

/* A byte range is asked for of the very file that was seen: by its strong
 * ETag, else by its time; RFC 9110, 13.1.5. */
static bool
add_if_range(struct transfer *t)
{
	struct buf line = { 0 };

	buf_printf(&line, "If-Range: %s", validator(t->wish->was));
	buf_byte(&line, '\0');
	t->list = curl_slist_append(t->list, line.p);
	buf_free(&line);
	return t->list;
}

/* What is within TLS goes through a proxy, which sees no more than the host and who
 * it knows: none of the headers, whatever they are for. */
static bool
set_proxy(struct transfer *t, const char *url)
{
	const struct transfer_settings *s = t->settings;
	bool goes = s->proxy && url_is(url, "https");
	CURL *x = t->easy;

	return !curl_easy_setopt(x, CURLOPT_PROXY, goes ? s->proxy : "") &&
	    !curl_easy_setopt(
		x, CURLOPT_PROXYUSERNAME, goes ? s->proxy_user : NULL) &&
	    !curl_easy_setopt(
		x, CURLOPT_PROXYPASSWORD, goes ? s->proxy_password : NULL) &&
	    !curl_easy_setopt(
		x, CURLOPT_NOPROXY, s->no_proxy ? s->no_proxy : "");
}

static bool
set_request(struct transfer *t, const char *url, bool shown)
{
	const struct transfer_wish *w = t->wish;
	CURL *x = t->easy;

	curl_slist_free_all(t->list);
	t->list = NULL;
	return (!shown || add_headers(t, t->settings->headers)) &&
	    (!t->is_http || w->from == 0 || add_if_range(t)) &&
	    !curl_easy_setopt(x, CURLOPT_HTTPHEADER, t->list) &&
	    !curl_easy_setopt(x, CURLOPT_URL, url) && set_proxy(t, url) &&
	    transfer_show_who(t, shown) &&
	    !curl_easy_setopt(
		x, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)w->from);
}

struct transfer *
transfer_open(const struct transfer_settings *s, struct err *e)
{
	struct transfer *t = mem_zeroed(1, sizeof *t);

	t->settings = s;
	if (!curl_memory_begin() && (t->easy = curl_easy_init()) &&
	    transfer_set_up(t) && set_callbacks(t))
		return t;
	transfer_close(t);
	err_set(e, ST_FAIL, "libcurl does not begin");
	return NULL;
}

static void
forget(struct transfer *t)
{
	t->seen = (struct transfer_mark){ .size = -1, .mtime = -1 };
	t->has_begun = t->is_another = t->has_put = t->put_failed = false;
	t->total = -1;
	t->header_bytes = 0;
	t->why[0] = '\0';
}

/* Retry-After of an answer, in either form; RFC 9110, 10.2.3. */
static void
note_wait(struct transfer *t)
{
	curl_off_t s = 0;

	if (t->is_http &&
	    !curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &s) &&
	    s > t->wait_s)
		t->wait_s = s;
}

int64_t
transfer_asked_to_wait(struct transfer *t)
{
	int64_t s = t->wait_s;

	t->wait_s = 0;
	return s;
}

/* What came of it. */
static int
judge(struct transfer *t, CURLcode code, long http)
{
	if (t->put_failed)
		return -1;
	if (http >= 200 && http <= 299 && !transfer_is_file(t, http))
		return transfer_fault(t, CURLE_HTTP_RETURNED_ERROR, http, t->e);
	if (code == CURLE_OK && !t->has_begun)
		transfer_see(t, false);
	if (code == CURLE_RANGE_ERROR || code == CURLE_BAD_DOWNLOAD_RESUME ||
	    (t->is_http && http == 416))
		return TRANSFER_ANOTHER;
	if (t->is_another)
		return TRANSFER_ANOTHER;
	if (code == CURLE_OK || (t->wish->look && t->has_begun))
		return TRANSFER_WHOLE;
	transfer_fault(t, code, http, t->e);
	return t->has_put && transfer_is_cut(code) ? TRANSFER_CUT : -1;
}

/* The answer's redirect, copied; NULL where it is none. The caller frees. */
static char *
take_redirect(struct transfer *t, long http)
{
	char *to = NULL;

	if (!t->is_http || http < 300 || http > 399 ||
	    curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &to) || !to)
		return NULL;
	return mem_dup(span_str(to));
}

static bool
is_http(const char *url)
{
	return !strncasecmp(url, "http:", 5) || !strncasecmp(url, "https:", 6);
}

/* Follows redirects, as long as they may be. */
static int
go(struct transfer *t, char **url)
{
	bool shown = true;

	for (int n = 0; n <= REDIRECTS; n++) {
		long http = 0;
		CURLcode code;
		char *to;

		forget(t);
		t->is_http = is_http(*url);
		if (!set_request(t, *url, shown))
			return err_set(t->e, ST_FAIL,
			    "%s: libcurl takes no "
			    "request",
			    *url);
		code = curl_easy_perform(t->easy);
		curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &http);
		note_wait(t);
		to = take_redirect(t, http);
		if (t->is_http && http >= 300 && http <= 399 && !to)
			return err_set(
			    t->e, ST_FAIL, "%s: HTTP %ld", *url, http);
		if (!to)
			return judge(t, code, http);
		if (transfer_redirect(
			t->settings, t->wish->url, to, &shown, t->e)) {
			free(to);
			return -1;
		}
		free(*url);
		*url = to;
	}
	return err_set(t->e, ST_FAIL, "%s: more than %d redirects",
	    t->wish->url, REDIRECTS);
}

int
transfer_run(struct transfer *t, const struct transfer_wish *w,
    struct transfer_mark *seen, struct err *e)
{
	char *url;
	int r;

	*seen = (struct transfer_mark){ .size = -1, .mtime = -1 };
	if (transfer_url_is_special(w->url))
		return err_set(e, ST_FAIL, "%s: not a regular file", w->url);
	url = mem_dup(span_str(w->url));
	t->wish = w;
	t->e = e;
	if (w->from && is_http(url) && !*validator(w->was)) {
		free(url);
		return TRANSFER_ANOTHER;
	}
	r = go(t, &url);
	*seen = t->seen;
	free(url);
	return r;
}

static int
put_name(void *arg, struct span s, struct err *e)
{
	struct buf *b = arg;

	if (b->len + s.len > LIST_MAX)
		return err_set(
		    e, ST_FAIL, "a directory of more than %d bytes", LIST_MAX);
	buf_add(b, s);
	return 0;
}

static void
take_names(struct names *names, struct span text)
{
	while (text.len) {
		size_t n = span_line(text);

		if (n)
			names_add(names, (struct span){ text.p, n });
		n += n < text.len;
		text = (struct span){ text.p + n, text.len - n };
	}
}

int
transfer_list(
    struct transfer *t, const char *url, struct names *names, struct err *e)
{
	struct buf b = { 0 };
	const struct transfer_wish w = {
		.url = url, .put = put_name, .arg = &b
	};
	struct transfer_mark ignored;
	int r;

	curl_easy_setopt(t->easy, CURLOPT_DIRLISTONLY, 1L);
	r = transfer_run(t, &w, &ignored, e);
	curl_easy_setopt(t->easy, CURLOPT_DIRLISTONLY, 0L);
	if (r == TRANSFER_WHOLE)
		take_names(names, buf_span(&b));
	buf_free(&b);
	return r == TRANSFER_WHOLE ? 0 : -1;
}

void
transfer_close(struct transfer *t)
{
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->list);
	curl_global_cleanup();
	free(t);
}
