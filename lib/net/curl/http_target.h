/*
 * http_target: a target of the transport http, recon-targets(5): its settings
 * made ready to send.
 */
#ifndef HTTP_TARGET_H
#define HTTP_TARGET_H

#include "net/curl/http.h"
#include "robot/robot.h"
#include "transport/target.h"

enum { HTTP_WINDOW = 16, HTTP_REPLY_LOOKED_AT = 1 << 16 /* bytes */ };

/* Cleared with {0}. */
struct http_target {
	/* keys */
	struct target_common common;
	const char *dialect, *url, *url_file, *cacert, *proxy, *content_type,
	    *pace_file;
	struct names secret_files; /* owned */
	struct pace pace;
	uint32_t timeout; /* seconds */
	unsigned window;
	bool reply, markup;

	/* made of them */
	const struct robot *robot; /* NULL: none */
	struct buf address;        /* owned: the URL, and a NUL */
	struct buf *keys;          /* owned: of signatures */
	size_t n_keys;
	struct buf cacert_path, pace_path; /* owned */
	struct http_settings http;
};

extern const struct option_row http_target_keys[];

/* Reads what the keys name. ST_FAIL, told. */
int http_target_ready(
    struct http_target *, const struct target *, struct err *);

void http_target_free(struct http_target *);

#endif
