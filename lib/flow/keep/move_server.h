/*
 * move_server: what is done to a store on a server that is moved, beside its rows.
 */
#ifndef MOVE_SERVER_H
#define MOVE_SERVER_H

#include "flow/store/flow_shared.h"

/*
 * Within a transaction that has STORE_SERVER_LOCK. Nobody changes the store until
 * it ends, whoever reads it. ST_AGAIN where a worker is at work; ST_FAIL where
 * attempts go on that are not those of this directory. *worker: the number of
 * who works in the directory; 0, nobody has.
 */
int move_server_lock(
    struct flow_store *, const char *dir, int64_t *worker, struct err *);

/* From its end on nobody changes it, even who has it open already. */
int move_server_refuse(struct flow_store *, struct err *);

/* All of the store goes. */
int move_server_drop(struct flow_store *, struct err *);

/* Who works in a directory has a row, its number in w->id. */
int move_server_worker(struct flow_store *, struct flow_worker *, struct err *);

#endif
