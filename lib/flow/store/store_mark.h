/*
 * store_mark: what a database has of its own as a store: version, id, where it
 * came from.
 */
#ifndef STORE_MARK_H
#define STORE_MARK_H

#include "flow/store/flow_store.h"

/* 1 for a version that this program knows, for that use; else ST_FAIL, which one
 * it is. */
int store_version(const struct flow_store *, int64_t version,
    enum flow_store_use, struct err *);

/* ST_FAIL for one that is to be run and was moved elsewhere, or that is not all
 * there yet. */
int store_stays(struct flow_store *, enum flow_store_use, struct err *);

/* ST_AGAIN: it has no tables yet, and is to be read. */
int store_is_empty(const struct flow_store *, struct err *);

/* Makes the id of a new store, and notes it. */
int store_id_make(struct flow_store *, struct err *);
int store_id_read(struct flow_store *, struct err *);
/* It is a copy: gets another one, and notes what it was. */
int store_id_renew(struct flow_store *, struct err *);

/* What is read of each store that is opened, behind all that was made. */
int store_open_take(struct flow_store *, struct err *);

/* Whoever makes tables on a server, or takes them away, has this lock. */
#define STORE_SERVER_LOCK "tables of recon-flow"

/* Of a server: 1, it is a store of ours; 0, it is empty; -1, told. */
int store_server_look(struct flow_store *, enum flow_store_use, struct err *);

#endif
