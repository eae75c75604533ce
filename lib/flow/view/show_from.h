/*
 * show_from: what runs are shown from.
 */
#ifndef SHOW_FROM_H
#define SHOW_FROM_H

#include "flow/list/flow_list.h"
#include "shown/show_time.h"

/* All borrowed. */
struct show {
	struct flow_store *store;
	const char *named; /* what names it behind a command that is typed:
	                    * " --store DIR"; or "" */
	const char *dir;   /* of the store: attempts are in
	                  * DIR/runs/RUN/NODE/NUMBER; NULL: it is on a server,
	                  * and they are where its workers are */
	bool no_runner;    /* it is known that none works on the store */
	struct show_clock clock;
	const char *made_by; /* the program and its version, in pages */
	bool json;           /* lines of JSON: ls, show, log, stats, missed */
};

#endif
