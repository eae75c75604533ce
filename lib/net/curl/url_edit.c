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

bool
url_is(const char *url, const char *scheme)
{
	size_t n = strlen(scheme);

	return !strncasecmp(url, scheme, n) && url[n] == ':';
}
