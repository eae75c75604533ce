/*
 * fetch_options: what recon-fetch can be told.
 */
#ifndef FETCH_OPTIONS_H
#define FETCH_OPTIONS_H

#include "net/curl/transfer_wish.h"
#include "option/option_row.h"

/* Set by the rows; all are borrowed. */
struct fetch_options {
	const char *done, *digest, *trailer, *until, *zone, *keep, *match;
	uint32_t stable, every, timeout; /* seconds */
	const char *day_said;            /* NULL: no day was said */
	int32_t day;
	bool appears_whole, exit_code, resume;
	const char *password_file, *passphrase_file, *header_file, *proxy;
	const char *proxy_password_file;
	struct transfer_settings net; /* its names are owned */
};

enum { FETCH_EVERY = 60, FETCH_TIMEOUT = 60, FETCH_COMMAND_S = 3600 };

extern const struct option_row fetch_options[];

void fetch_options_free(struct fetch_options *);

#endif
