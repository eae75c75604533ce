#include "net/curl/smtp.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "base/mem.h"
#include "net/curl/curl_memory.h"
#include "net/curl/url_host.h"

enum { CONNECT_MS = 10000 };

struct smtp {
	CURL *easy; /* owned */
	char why[CURL_ERROR_SIZE];
	struct span left; /* of the mail being sent */
};

const char *
smtp_fault(const struct smtp_settings *s)
{
	struct url_host u;
	const char *what = url_host_read(&u, s->relay);

	if (what)
		return what;
	if (strcmp(u.scheme, "smtp") && strcmp(u.scheme, "smtps"))
		what = "is neither smtp:// nor smtps://";
	else if (u.has_user)
		what = "has a user: user and password-file take it";
	else if (s->plain && !u.is_here)
		what = "is not this machine: starttls = no is for that alone";
	url_host_free(&u);
	return what;
}

static size_t
on_read(char *p, size_t size, size_t n, void *of)
{
	struct smtp *m = of;
	size_t len = size * n < m->left.len ? size * n : m->left.len;

	memcpy(p, m->left.p, len);
	m->left = (struct span){ m->left.p + len, m->left.len - len };
	return len;
}

static bool
set_up(struct smtp *m, const struct smtp_settings *s)
{
	CURL *x = m->easy;
	long ms = (long)s->timeout * 1000;

	return !curl_easy_setopt(x, CURLOPT_NOSIGNAL, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_URL, s->relay) &&
	    !curl_easy_setopt(x, CURLOPT_PROTOCOLS_STR, "smtp,smtps") &&
	    !curl_easy_setopt(x, CURLOPT_PROXY, "") &&
	    !curl_easy_setopt(x, CURLOPT_USE_SSL,
		(long)(s->plain ? CURLUSESSL_NONE : CURLUSESSL_ALL)) &&
	    !curl_easy_setopt(x, CURLOPT_SSL_VERIFYPEER, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_SSL_VERIFYHOST, 2L) &&
	    !curl_easy_setopt(
		x, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
	    (!s->cacert ||
		(!curl_easy_setopt(x, CURLOPT_CAINFO, s->cacert) &&
		    !curl_easy_setopt(x, CURLOPT_CAPATH, NULL))) &&
	    (!s->user ||
		(!curl_easy_setopt(x, CURLOPT_USERNAME, s->user) &&
		    !curl_easy_setopt(x, CURLOPT_PASSWORD, s->password))) &&
	    !curl_easy_setopt(x, CURLOPT_TIMEOUT_MS, ms) &&
	    !curl_easy_setopt(x, CURLOPT_CONNECTTIMEOUT_MS,
		ms < CONNECT_MS ? ms : (long)CONNECT_MS) &&
	    !curl_easy_setopt(x, CURLOPT_UPLOAD, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_READFUNCTION, on_read) &&
	    !curl_easy_setopt(x, CURLOPT_READDATA, m) &&
	    !curl_easy_setopt(x, CURLOPT_ERRORBUFFER, m->why);
}

struct smtp *
smtp_open(const struct smtp_settings *s, struct err *e)
{
	struct smtp *m = mem_zeroed(1, sizeof *m);

	if (!curl_memory_begin() && (m->easy = curl_easy_init()) &&
	    set_up(m, s))
		return m;
	smtp_close(m);
	err_set(e, ST_FAIL, "libcurl does not begin");
	return NULL;
}

/* Adds addresses to the list; NULL where there is no memory. */
static struct curl_slist *
add_all(struct curl_slist *list, const struct names *names)
{
	for (size_t i = 0; i < names->n; i++) {
		char *one = mem_dup(names->list[i]);

		list = curl_slist_append(list, one);
		free(one);
	}
	return list;
}

static void
judge(struct smtp *m, CURLcode code, struct answer *a)
{
	long status = 0;
	const char *why = m->why[0] ? m->why : curl_easy_strerror(code);

	curl_easy_getinfo(m->easy, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_OK)
		answer_ok(a);
	else if (status >= 500 && status <= 599)
		answer_fail(
		    a, "SMTP %ld: %s", status, excerpt(span_str(why)).s);
	else if (status >= 400 && status <= 499)
		answer_retry(a, ANSWER_SOON, "SMTP %ld: %s", status,
		    excerpt(span_str(why)).s);
	else
		answer_retry(a, ANSWER_SOON, "%s", excerpt(span_str(why)).s);
}

int
smtp_send(struct smtp *m, const char *from, const struct names *to,
    const struct names *cc, struct span mail, struct answer *a, struct err *e)
{
	struct curl_slist *list = add_all(add_all(NULL, to), cc);
	int r = 0;

	m->left = mail;
	m->why[0] = '\0';
	if (curl_easy_setopt(m->easy, CURLOPT_MAIL_FROM, from) ||
	    curl_easy_setopt(m->easy, CURLOPT_MAIL_RCPT, list) ||
	    curl_easy_setopt(
		m->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)mail.len))
		r = err_set(e, ST_FAIL, "libcurl takes no mail");
	else
		judge(m, curl_easy_perform(m->easy), a);
	curl_slist_free_all(list);
	return r;
}

void
smtp_close(struct smtp *m)
{
	curl_easy_cleanup(m->easy);
	curl_global_cleanup();
	free(m);
}
