/*
 * http: POST requests, several at once, over connections that are kept.
 *
 * Certificates and names of hosts are always verified; nothing is followed, and
 * no more of a response is kept than was asked for.
 */
#ifndef HTTP_H
#define HTTP_H

#include "base/buf.h"
#include "base/err.h"

enum { HTTP_ERROR = 256, HTTP_HEADERS_MAX = 1 << 18 /* bytes */ };

struct http; /* the connections */

/* Borrowed for as long as the connections are open. */
struct http_settings {
	const char *cacert; /* file of certificates to trust instead of the
			     * system's; or NULL */
	const char *proxy;  /* or NULL: none, whatever the environment says */
	uint32_t timeout;   /* seconds from the beginning of a request to its
	                     * end */
	size_t reply_max;   /* bytes of a body that are kept */
};

/* A request and what came of it; cleared with {0}, used again, released with
 * http_call_free. */
struct http_call {
	struct buf url;     /* owned, with a NUL behind it */
	struct buf body;    /* owned */
	struct buf headers; /* owned: "NAME: VALUE", a NUL behind each */

	long status;      /* of the response; 0: its head was not whole */
	int64_t seconds;  /* of Retry-After, or -1 */
	struct buf reply; /* owned: the body, */
	bool cut;         /* which was longer */
	bool failed;      /* it did not come to its end: why */
	char why[HTTP_ERROR];

	bool headed;             /* private: the head is whole */
	size_t header_bytes;     /* private */
	size_t reply_max;        /* private */
	void *easy;              /* private */
	struct curl_slist *list; /* private */
};

struct http *http_open(const struct http_settings *, struct err *);

/* Begins a request. The call is the connections' until http_done gives it back.
 * ST_FAIL where it cannot be begun. */
int http_start(struct http *, struct http_call *, struct err *);

/* A call that has ended; NULL where none has. */
struct http_call *http_done(struct http *);

/* Works, for at most so many milliseconds, until something has ended, or fd (if
 * it is not -1) can be read, which *readable says. ST_FAIL. */
int http_wait(struct http *, int fd, int64_t ms, bool *readable, struct err *);

void http_call_free(struct http_call *);
void http_close(struct http *);

/*
 * What is wrong with a URL, NULL where nothing is: it has to be https, or http
 * to this machine, whose traffic nobody else sees. with_user: it may have a
 * user and a password.
 */
const char *http_url_fault(const char *url, bool with_user);

#endif
