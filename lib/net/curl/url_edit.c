#include "net/curl/url_edit.h"

#include <curl/curl.h>
#include <strings.h>

enum { SCHEMES = CURLU_NON_SUPPORT_SCHEME };

static bool
add_part(struct buf *b, CURLU *u, CURLUPart part, unsigned flags)
{
	char *text = NULL;

	if (curl_url_get(u, part, &text, flags))
		return false;
	buf_str(b, text);
	buf_byte(b, '\0');
	curl_free(text);
	return true;
}

/* Puts text behind the path. */
static bool
lengthen(CURLU *u, const char *text)
{
	char *path = NULL, *more = curl_easy_escape(NULL, text, 0);
	struct buf b = { 0 };
	bool good = more && !curl_url_get(u, CURLUPART_PATH, &path, 0);

	if (good) {
		buf_str(&b, path);
		buf_str(&b, more);
		buf_byte(&b, '\0');
		good = !curl_url_set(u, CURLUPART_PATH, b.p, 0);
	}
	curl_free(path);
	curl_free(more);
	buf_free(&b);
	return good;
}

bool
url_with_suffix(struct buf *b, const char *url, const char *text)
{
	CURLU *u = curl_url();
	bool good = u && !curl_url_set(u, CURLUPART_URL, url, SCHEMES) &&
	    lengthen(u, text) && add_part(b, u, CURLUPART_URL, 0);

	curl_url_cleanup(u);
	return good;
}

bool
url_path(struct buf *b, const char *url)
{
	CURLU *u = curl_url();
	bool good = u && !curl_url_set(u, CURLUPART_URL, url, SCHEMES) &&
	    add_part(b, u, CURLUPART_PATH, CURLU_URLDECODE);

	curl_url_cleanup(u);
	return good;
}

bool
url_name(struct buf *b, const char *url)
{
	struct buf path = { 0 };
	bool good = url_path(&path, url);
	const char *slash = good ? strrchr(path.p, '/') : NULL;

	if (good) {
		buf_str(b, slash ? slash + 1 : path.p);
		buf_byte(b, '\0');
	}
	buf_free(&path);
	return good;
}

void
url_shown(struct buf *b, struct span url)
{
	size_t begin = 0, user = 0;
	struct span who;

	while (begin < url.len &&
	    !span_begins(
		(struct span){ url.p + begin, url.len - begin }, SPAN("://")))
		begin++;
	begin += begin < url.len ? 3 : 0;
	who = (struct span){ url.p + begin, 0 };
	while (begin + who.len < url.len && !strchr("/?#", who.p[who.len]))
		who.len++;
	while (who.len && who.p[who.len - 1] != '@')
		who.len--;
	while (user < who.len && who.p[user] != ':' && who.p[user] != '@')
		user++;
	buf_add(b, (struct span){ url.p, begin + user });
	if (user + 1 < who.len)
		buf_str(b, ":...@");
	begin += user + 1 < who.len ? who.len : user;
	buf_add(b, (struct span){ url.p + begin, url.len - begin });
}

bool
url_is(const char *url, const char *scheme)
{
	size_t n = strlen(scheme);

	return !strncasecmp(url, scheme, n) && url[n] == ':';
}
