/*
 * flow_place: the directory where a worker has its attempts, while the store is
 * on a server.
 *
 *	DIR/worker              "recon-flow worker 1", then the id of the store and
 *	                        that of the directory, a line each
 *	DIR/runner.lock         held by who works there
 *	DIR/runs/RUN/NODE/TRY   attempts
 *
 * A directory has attempts of one store. Its own id is made by chance, once; with
 * the id of the machine it tells workers apart, so that neither a machine that was
 * cloned nor a copy of the directory is taken for another.
 */
#ifndef FLOW_PLACE_H
#define FLOW_PLACE_H

#include "base/buf.h"
#include "base/err.h"

enum { FLOW_PLACE_ID_CAP = 33 }; /* of an id, hex, and its NUL */

/*
 * A worker of the store of that id begins there, and has the lock. The directory is
 * its own: made so where nothing has it. Adds what tells it apart, and a NUL.
 * ST_FAIL where it is another store's, or others can write in it.
 */
int flow_place_take(
    const char *dir, const char *store, struct buf *machine, struct err *);

/* The same of one that has the store itself, in SQLite, which goes to the
 * server. */
int flow_place_give(
    const char *dir, const char *store, struct buf *machine, struct err *);

/* It is no worker's any more: its store comes there. */
int flow_place_leave(const char *dir, struct err *);

/* Whose is it? 1 and the id of the store; 0, no worker's; -1. */
int flow_place_store(
    const char *dir, char store[FLOW_PLACE_ID_CAP], struct err *);

/* ST_FAIL for one that is a worker's, and has no store of its own: no other begins
 * in it. */
int flow_place_refuse(const char *dir, struct err *);

/* Is it, seen from here, the directory of a worker that is known so? */
bool flow_place_is_here(const char *dir, const char *machine);

#endif
