#include "net/curl/transfer_url.h"

#include <curl/curl.h>
#include <strings.h>
#include <sys/stat.h>

#include "net/curl/url_edit.h"
#include "net/curl/url_host.h"

static bool
is_one_of(const char *scheme, const char *const *list)
{
	while (*list && strcmp(scheme, *list))
		list++;
	return *list != NULL;
}

static bool
has_password(const char *url)
{
	CURLU *u = curl_url();
	char *password = NULL;
	bool has = u &&
	    !curl_url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) &&
	    !curl_url_get(u, CURLUPART_PASSWORD, &password, 0);

	curl_free(password);
	curl_url_cleanup(u);
	return has;
}

bool
transfer_url_is_special(const char *url)
{
	struct buf path = { 0 };
	struct stat st;
	bool is = url_is(url, "file") && url_path(&path, url) &&
	    stat(path.p, &st) == 0 && !S_ISREG(st.st_mode);

	buf_free(&path);
	return is;
}

/* What libcurl would not say, or would take for a name that is not there. */
static const char *
file_fault(const char *url)
{
	if (strncmp(url + 5, "///", 3))
		return "is not file:///PATH";
	if (strpbrk(url, "?#"))
		return "has a ? or # in it, which a URL writes %3F and %23";
	return NULL;
}

const char *
transfer_url_fault(const char *url, const struct transfer_settings *s)
{
	static const char *const known[] = { "https", "http", "sftp", "ftps",
		"ftp", NULL };
	struct url_host u;
	const char *what = NULL;

	if (!strncasecmp(url, "file:", 5))
		return file_fault(url);
	if (!strchr(url, ':') || url_host_read(&u, url))
		return "is no URL; that of a file here is file:///PATH";
	if (!is_one_of(u.scheme, known))
		what = "is none of sftp, ftps, ftp, https, file and cmd";
	else if (has_password(url))
		what = "has a password: --password-file takes it";
	else if (!strcmp(u.scheme, "http") && !u.is_here)
		what = "is http to another machine";
	else if (!strcmp(u.scheme, "sftp") && !s->known_hosts && !s->host_key)
		what = "is sftp: --known-hosts or --host-key has to say who "
		       "the host is";
	url_host_free(&u);
	return what;
}

const char *
transfer_proxy_fault(const char *url)
{
	struct url_host u;
	const char *what = NULL;

	if (!strstr(url, "://") || url_host_read(&u, url))
		return "is no URL of a proxy, as http://HOST:PORT";
	if (strcmp(u.scheme, "http") && strcmp(u.scheme, "https"))
		what = "is none of http and https";
	else if (u.has_user)
		what = "has a user: --proxy-user and --proxy-password-file "
		       "take them";
	url_host_free(&u);
	return what;
}
