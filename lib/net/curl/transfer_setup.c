#include <string.h>

#include "net/curl/transfer_private.h"
#include "net/curl/url_edit.h"

enum { CONNECT_S = 30 };

static bool
set_tls(CURL *x, const struct transfer_settings *s)
{
	return !curl_easy_setopt(x, CURLOPT_SSL_VERIFYPEER, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_SSL_VERIFYHOST, 2L) &&
	    !curl_easy_setopt(
		x, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
	    !curl_easy_setopt(x, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL) &&
	    (!s->cacert ||
		(!curl_easy_setopt(x, CURLOPT_CAINFO, s->cacert) &&
		    !curl_easy_setopt(x, CURLOPT_CAPATH, NULL))) &&
	    (!s->cacert || !s->proxy || !url_is(s->proxy, "https") ||
		(!curl_easy_setopt(x, CURLOPT_PROXY_CAINFO, s->cacert) &&
		    !curl_easy_setopt(x, CURLOPT_PROXY_CAPATH, NULL)));
}

/* Without a known_hosts and a key libcurl would ask nobody: transfer_url
 * has refused that. */
static bool
set_ssh(CURL *x, const struct transfer_settings *s)
{
	static const char kind[] = "SHA256:";
	const char *key = s->host_key;

	if (key && !strncmp(key, kind, sizeof kind - 1))
		key += sizeof kind - 1;
	return (!s->known_hosts ||
		   !curl_easy_setopt(
		       x, CURLOPT_SSH_KNOWNHOSTS, s->known_hosts)) &&
	    (!key ||
		!curl_easy_setopt(
		    x, CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, key)) &&
	    !curl_easy_setopt(x, CURLOPT_SSH_AUTH_TYPES,
		(s->key ? CURLSSH_AUTH_PUBLICKEY : 0L) |
		    (s->password ? CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD
				 : 0L));
}

static bool
set_times(CURL *x, const struct transfer_settings *s)
{
	long connect = s->timeout < CONNECT_S ? (long)s->timeout : CONNECT_S;

	return !curl_easy_setopt(x, CURLOPT_CONNECTTIMEOUT, connect) &&
	    !curl_easy_setopt(x, CURLOPT_LOW_SPEED_LIMIT, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_LOW_SPEED_TIME, (long)s->timeout) &&
	    !curl_easy_setopt(
		x, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)s->timeout);
}

bool
transfer_set_up(struct transfer *t)
{
	CURL *x = t->easy;

	return !curl_easy_setopt(x, CURLOPT_NOSIGNAL, 1L) &&
	    !curl_easy_setopt(
		x, CURLOPT_PROTOCOLS_STR, "https,http,sftp,ftps,ftp,file") &&
	    !curl_easy_setopt(x, CURLOPT_FOLLOWLOCATION, 0L) &&
	    !curl_easy_setopt(x, CURLOPT_FAILONERROR, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) &&
	    !curl_easy_setopt(
		x, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE) &&
	    !curl_easy_setopt(x, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_FILETIME, 1L) &&
	    !curl_easy_setopt(x, CURLOPT_USERAGENT, "recon") &&
	    !curl_easy_setopt(x, CURLOPT_ERRORBUFFER, t->why) &&
	    set_tls(x, t->settings) && set_ssh(x, t->settings) &&
	    set_times(x, t->settings);
}

/* An empty string is no user, where the URL may have one. */
bool
transfer_show_who(struct transfer *t, bool shown)
{
	static const struct transfer_settings nobody;
	const struct transfer_settings *s = shown ? t->settings : &nobody;
	CURL *x = t->easy;

	return !curl_easy_setopt(x, CURLOPT_USERNAME, s->user) &&
	    !curl_easy_setopt(x, CURLOPT_PASSWORD, s->password) &&
	    !curl_easy_setopt(x, CURLOPT_SSH_PRIVATE_KEYFILE, s->key) &&
	    !curl_easy_setopt(x, CURLOPT_SSLCERT, s->cert) &&
	    !curl_easy_setopt(x, CURLOPT_SSLKEY, s->cert ? s->key : NULL) &&
	    !curl_easy_setopt(x, CURLOPT_KEYPASSWD, s->passphrase);
}
