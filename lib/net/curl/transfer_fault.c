#include <errno.h>
#include <strings.h>
#include <unistd.h>

#include "net/curl/transfer_private.h"
#include "net/curl/url_edit.h"

bool
transfer_is_cut(CURLcode code)
{
	switch (code) {
	case CURLE_PARTIAL_FILE:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_SSH:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_FTP_COULDNT_RETR_FILE:
		return true;
	default:
		return false;
	}
}

/* What may be otherwise in a moment. */
static bool
may_pass(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_FTP_ACCEPT_FAILED:
	case CURLE_FTP_ACCEPT_TIMEOUT:
	case CURLE_FTP_CANT_GET_HOST:
	case CURLE_FTP_WEIRD_PASV_REPLY:
	case CURLE_AGAIN:
		return true;
	default:
		return transfer_is_cut(code);
	}
}

/* libcurl does not say why it cannot open a file. */
static bool
is_no_file(const char *url)
{
	struct buf path = { 0 };
	bool none = url_path(&path, url) && access(path.p, F_OK) &&
	    (errno == ENOENT || errno == ENOTDIR);

	buf_free(&path);
	return none;
}

static bool
is_absent(const char *url, CURLcode code, long http)
{
	return code == CURLE_REMOTE_FILE_NOT_FOUND ||
	    (code == CURLE_FILE_COULDNT_READ_FILE && is_no_file(url)) ||
	    (code == CURLE_HTTP_RETURNED_ERROR && http == 404);
}

static bool
http_may_pass(long http)
{
	return http < 300 || http == 408 || http == 425 || http == 429 ||
	    http >= 500;
}

/* What a proxy has answered, where it does not take us there; 0. */
static long
proxy_refusal(const struct transfer *t)
{
	long http = 0;

	curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &http);
	return http >= 300 ? http : 0;
}

int
transfer_fault(
    const struct transfer *t, CURLcode code, long http, struct err *e)
{
	const char *url = t->wish->url;
	const char *why = t->why[0] ? t->why : curl_easy_strerror(code);
	long proxy = proxy_refusal(t);

	if (is_absent(url, code, http))
		return err_set(e, ST_AGAIN, "%s: not there yet", url);
	if (code == CURLE_ABORTED_BY_CALLBACK)
		return err_set(e, ST_AGAIN, "%s: did not come in time", url);
	if (http == 0 && proxy == 407)
		return err_set(e, ST_FAIL, "%s: the proxy: HTTP 407: %s", url,
		    t->settings->proxy_user
			? "it does not know that user and password"
			: "it wants to know who comes (--proxy-user)");
	if (http == 0 && proxy)
		return err_set(e, http_may_pass(proxy) ? ST_AGAIN : ST_FAIL,
		    "%s: the proxy: HTTP %ld", url, proxy);
	if (code == CURLE_HTTP_RETURNED_ERROR)
		return err_set(e, http_may_pass(http) ? ST_AGAIN : ST_FAIL,
		    "%s: HTTP %ld", url, http);
	return err_set(e, may_pass(code) ? ST_AGAIN : ST_FAIL, "%s: %s", url,
	    excerpt(span_str(why)).s);
}

/* Parts of a URL; NULL where there is none. All are freed with curl_free. */
struct place {
	char *scheme, *host, *port;
};

static bool
read_place(struct place *p, const char *url)
{
	CURLU *u = curl_url();
	bool good = u && !curl_url_set(u, CURLUPART_URL, url, 0) &&
	    !curl_url_get(u, CURLUPART_SCHEME, &p->scheme, 0) &&
	    !curl_url_get(u, CURLUPART_HOST, &p->host, 0) &&
	    !curl_url_get(u, CURLUPART_PORT, &p->port, CURLU_DEFAULT_PORT);

	curl_url_cleanup(u);
	return good;
}

static void
free_place(struct place *p)
{
	curl_free(p->scheme);
	curl_free(p->host);
	curl_free(p->port);
}

static bool
is_allowed(const struct transfer_settings *s, const char *host)
{
	for (size_t i = 0; i < s->redirects.n; i++)
		if (s->redirects.list[i].len == strlen(host) &&
		    !strncasecmp(s->redirects.list[i].p, host, strlen(host)))
			return true;
	return false;
}

/* What a server answers is not for messages from its query on, where a token may
 * stand. */
static int
refuse(const char *from, const char *to, const char *what, struct err *e)
{
	struct buf shown = { 0 };
	size_t n = strcspn(to, "?#");

	url_shown(&shown, (struct span){ to, n });
	if (to[n])
		buf_printf(&shown, "%c...", to[n]);
	err_set(e, ST_FAIL, "%s: leads to %s, which %s", from,
	    excerpt(buf_span(&shown)).s, what);
	buf_free(&shown);
	return -1;
}

int
transfer_redirect(const struct transfer_settings *s, const char *from,
    const char *to, bool *is_same, struct err *e)
{
	struct place a = { 0 }, b = { 0 };
	const char *what = NULL;

	*is_same = false;
	if (!read_place(&a, from) || !read_place(&b, to))
		what = "is none";
	else if (strcmp(b.scheme, "https") && strcmp(a.scheme, b.scheme))
		what = "is not https";
	else {
		*is_same =
		    !strcasecmp(a.host, b.host) && !strcmp(a.port, b.port);
		if (!*is_same && !is_allowed(s, b.host))
			what = "is another host: --redirects-to allows it";
	}
	free_place(&a);
	free_place(&b);
	return what ? refuse(from, to, what, e) : 0;
}
