/*
 * transfer_private: what the parts of transfer know of each other.
 */
#ifndef TRANSFER_PRIVATE_H
#define TRANSFER_PRIVATE_H

#include <curl/curl.h>

#include "net/curl/transfer_wish.h"

struct transfer {
	const struct transfer_settings *settings;
	CURL *easy;              /* owned */
	struct curl_slist *list; /* owned: the headers of a request */
	char why[CURL_ERROR_SIZE];
	int64_t wait_s; /* what the servers of all requests have asked for */

	/* of the request under way */
	const struct transfer_wish *wish;
	struct transfer_mark seen;
	bool is_http;
	bool has_begun;  /* its mark was looked at */
	bool is_another; /* and is not what was */
	bool has_put;    /* bytes of it were handed on */
	bool put_failed; /* in *e */
	int64_t total;   /* of Content-Range, or -1 */
	size_t header_bytes;
	struct err *e; /* borrowed */
};

/* What libcurl calls with a header, with bytes of a body, and now and then. */
size_t transfer_on_header(char *p, size_t size, size_t n, void *of);
size_t transfer_on_body(char *p, size_t size, size_t n, void *of);
int transfer_on_progress(
    void *of, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

/* Is it the status of an answer that is the file, or the rest of it that was
 * asked for? 202 says that it is still being made. */
bool transfer_is_file(const struct transfer *, long http);

/* Notes the mark, at the first byte, or at the end of what has none: has_more
 * says which. */
void transfer_see(struct transfer *, bool has_more);

/* Sets what is the same in every request. False where libcurl lacks it. */
bool transfer_set_up(struct transfer *);

/* User, password and keys: only for the host that they are for. */
bool transfer_show_who(struct transfer *, bool shown);

/* Fills e with what went wrong: a name before it, ST_AGAIN or ST_FAIL. -1. */
int transfer_fault(const struct transfer *, CURLcode, long http, struct err *e);

/* Is it a break of the connection, behind which it can be gone on with? */
bool transfer_is_cut(CURLcode);

/*
 * Where a redirect leads, if it may: the host of from, or one that the settings
 * name, and never from https to anything else. -1, ST_FAIL, told. *is_same: it
 * is the host and port of from.
 */
int transfer_redirect(const struct transfer_settings *, const char *from,
    const char *to, bool *is_same, struct err *);

#endif
