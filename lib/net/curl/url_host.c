#include "net/curl/url_host.h"

#include <curl/curl.h>

#include "transport/this_machine.h"

static bool
has(CURLU *u, CURLUPart part)
{
	char *text = NULL;
	bool there = !curl_url_get(u, part, &text, 0);

	curl_free(text);
	return there;
}

static bool
read_url(struct url_host *h, CURLU *u, const char *url)
{
	char *host = NULL;

	if (curl_url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) ||
	    curl_url_get(u, CURLUPART_HOST, &host, 0))
		return false;
	h->is_here = this_machine_is(host);
	curl_free(host);
	h->has_user = has(u, CURLUPART_USER) || has(u, CURLUPART_PASSWORD);
	return !curl_url_get(u, CURLUPART_SCHEME, &h->scheme, 0);
}

const char *
url_host_read(struct url_host *h, const char *url)
{
	CURLU *u = curl_url();
	bool good;

	*h = (struct url_host){ 0 };
	good = u && read_url(h, u, url);
	curl_url_cleanup(u);
	if (good)
		return NULL;
	url_host_free(h);
	return "is none";
}

void
url_host_free(struct url_host *h)
{
	curl_free(h->scheme);
}
