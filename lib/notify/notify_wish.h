/*
 * notify_wish: what a run of recon-notify is asked for.
 */
#ifndef NOTIFY_WISH_H
#define NOTIFY_WISH_H

#include "notify/notify_options.h"
#include "stream/stream_in.h"

/* Borrowed. */
struct notify_wish {
	struct notify_options *options; /* settled */
	const char *input;
	struct stream_rules rules; /* of the input, and where facts go */
	const char *output;        /* -o, or NULL */
	bool plain, verbose;
	const char *transports, *templates; /* directories of those installed */
};

#endif
