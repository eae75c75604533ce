/*
 * transfer_wish: what is to be transferred, by what settings, and what came of
 * it.
 */
#ifndef TRANSFER_WISH_H
#define TRANSFER_WISH_H

#include "base/buf.h"
#include "base/err.h"
#include "text/names.h"

/* Borrowed as long as it is open; NULL where nothing is said. */
struct transfer_settings {
	const char *user, *password;
	const char *key, *passphrase; /* a private key's file, for ssh or TLS */
	const char *cert;             /* a certificate's file, of that key */
	const char *cacert; /* certificates trusted instead of the system's */
	const char *known_hosts; /* the file */
	const char *host_key;    /* SHA256:BASE64 */
	const char *headers;     /* of https, "NAME: VALUE" a line */
	struct names redirects;  /* hosts that they may lead to */
	const char *proxy;       /* https goes through it */
	const char *proxy_user, *proxy_password; /* shown to it, Basic */
	const char *no_proxy; /* but for these hosts, as libcurl has it */
	uint32_t timeout;     /* seconds in which not a byte comes */
	bool (*stop)(void *); /* asked now and then: true ends it */
	void *stop_arg;
};

/* What a file was when it was fetched; -1 and "" where it is not told. */
struct transfer_mark {
	int64_t size;
	int64_t mtime;     /* seconds since 1970 */
	char etag[128];    /* as the header has it */
	char modified[64]; /* Last-Modified, as the header has it */
};

enum transfer_end {
	TRANSFER_WHOLE,   /* all of it came */
	TRANSFER_CUT,     /* it broke behind some bytes; why is told */
	TRANSFER_ANOTHER, /* it is not what it was, or cannot be gone on with */
};

struct transfer_wish {
	const char *url;
	int64_t from; /* the first byte wanted; above 0 only with was */
	const struct transfer_mark *was; /* it has to be still; or NULL */
	bool look;                       /* its mark alone is wanted; of what
					  * tells no size, that it has no byte
					  * from there on */
	int (*put)(void *, struct span, struct err *); /* gets its bytes */
	int (*begins)(void *, const struct transfer_mark *,
	    struct err *); /* called before the first of those from 0 on, with
	                    * what they are of; or NULL */
	void *arg;
};

#endif
