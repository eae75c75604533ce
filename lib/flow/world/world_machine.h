/*
 * world_machine: the machine as a runner's world: processes by their shims,
 * events by transports, orders from DIR/orders. One at a time in a process.
 */
#ifndef WORLD_MACHINE_H
#define WORLD_MACHINE_H

#include "flow/world/world.h"

/* All is borrowed, and stays as long as the world. */
struct world_machine_setup {
	const char *dir; /* of the store, which the caller has open, or of
	                         * the worker, and its lock */
	bool of_worker;  /* the store is on a server: orders do not come
	                         * as files, people's commands do them */
	const char *transports; /* the directory of those installed */
	const char *shim;       /* the program libexec/recon/attempt */
	const char *broker;     /* the file of one, for tickets; NULL: none */
	const char *tickets;    /* the directory of their programs installed */
	const char *store;      /* the id of the store, for them */
	void (*say)(void *arg, const char *line);
	void *say_arg;
	void (*tick)(void *arg); /* called so often; NULL: not */
	uint32_t tick_s;
	void *tick_arg;
};

int world_machine_open(
    struct world **, const struct world_machine_setup *, struct err *);

/* Attempts are left to their shims, events to their transports, which answer
 * what they have. */
void world_machine_close(struct world *);

#endif
