/*
 * world_store: does a store lie where it was when its runner took it? Who
 * removes, moves or replaces it asks nobody, and what a runner begins then
 * stands in no store.
 */
#ifndef WORLD_STORE_H
#define WORLD_STORE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

/* What a path names, as long as the machine runs. */
struct world_place {
	dev_t device;
	ino_t inode;
};

struct world_store {
	const char *path; /* borrowed: its directory */
	const char *name; /* of the file that stands for it */
	const char *what; /* it is, for messages */
	struct world_place dir, file;
	int64_t look; /* steady ms: when it is looked at next */
};

/* Notes where it lies: the directory and its flow.db, which are there; or those of
 * a worker whose store is on a server, flow_place.h. */
int world_store_note(
    struct world_store *, const char *dir, bool of_worker, struct err *);

/* Looks every two seconds, however often it is called. -1, ST_FAIL, where it was
 * removed or moved, or another lies in its place. */
int world_store_look(struct world_store *, struct err *);

#endif
