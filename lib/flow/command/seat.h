/*
 * seat: the place of the runner of a store, which one process has at a time:
 * its lock, the store open for running, the machine, and the runner. A store on a
 * server has several: workers, each with a directory, and the lock is that of this.
 */
#ifndef SEAT_H
#define SEAT_H

#include <limits.h>

#include "attempt/attempt_machine.h"
#include "flow/command/command.h"
#include "flow/runner/runner.h"
#include "flow/store/flow_shared.h"
#include "flow/world/world_machine.h"

struct seat {
	int lock;
	char *dir; /* owned: where attempts are */
	struct flow_store store;
	struct world *world;
	struct runner *runner;
	/* of a worker: */
	struct flow_worker worker;
	struct buf machine; /* owned */
	char host[HOST_NAME_MAX + 1], boot[ATTEMPT_BOOT_CAP];
};

struct seat_wish {
	unsigned wait; /* seconds for another to leave it */
	bool only_orders;
	bool schedules;
	const char *flows;
	unsigned jobs;           /* 0: the default */
	const char *broker;      /* the file of one; NULL: none */
	void (*tick)(void *arg); /* world_machine.h */
	uint32_t tick_s;
	void *arg;
};

/* Could we have it, or is it another user's, who alone may be the runner? Then
 * ST_AGAIN is told. */
bool seat_is_ours(const struct command *, struct err *);

/* ST_AGAIN, "DIR: another process (pid 17) is running flows", where it is
 * taken. */
int seat_take(struct seat *, const struct command *, const struct seat_wish *,
    struct err *);

void seat_leave(struct seat *);

#endif
