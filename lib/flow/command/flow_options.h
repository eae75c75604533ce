/*
 * flow_options: the words behind recon-flow: a command, its options, and the
 * rest of it.
 */
#ifndef FLOW_OPTIONS_H
#define FLOW_OPTIONS_H

#include "option/option_argv.h"

/* What was not said is NULL, false, or as it is told. Borrowed. */
struct flow_options {
	bool help, version;
	const char *store, *password_file;
	const char *dir;    /* of a worker of a store on a server */
	const char *broker; /* likewise */
	bool json;
	/* draw */
	const char *format, *run, *output;
	bool html;
	uint32_t every; /* seconds; 0 */
	/* from-book */
	bool channels;
	/* run, work */
	bool exit_code, until_idle;
	unsigned jobs; /* 0: not said */
	const char *flows, *metrics;
	/* orders */
	uint32_t wait; /* seconds; 30 */
	const char *why;
	bool and_after, reset;
	uint32_t keep; /* seconds; 0 */
	/* lists */
	const char *state, *flow, *from, *to, *before;
	unsigned max; /* 0 */
	const char *of;
	bool children, follow;
	const char *zone;

	struct option_argv argv;
};

/*
 * Reads the words behind the name of the program; they are put in order: options
 * first. ST_FAIL for an option that there is not, with the one that is near, or a
 * value that is none.
 */
int flow_options_read(
    struct flow_options *, int argc, char **argv, struct err *);

#endif
