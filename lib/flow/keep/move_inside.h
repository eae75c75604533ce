/*
 * move_inside: the steps of a move, whichever way it goes.
 */
#ifndef MOVE_INSIDE_H
#define MOVE_INSIDE_H

#include "flow/keep/flow_move.h"

struct move {
	const struct flow_move_wish *wish;
	struct flow_moved *out;
	char *dir;             /* owned: the directory */
	const char *from, *to; /* as one says of the other where it is */
	int lock;              /* of the directory */
	struct flow_store old; /* in a transaction, to its end */
	int64_t worker;        /* who works in the directory, on the server */
};

/* Is there such a note? 1, 0, -1. */
int move_is_there(struct flow_store *, const char *note, struct err *);
int move_forget(struct flow_store *, const char *note, struct err *);

/* The old one says that it was moved there, and the one there, NULL where there is
 * none, that it has not arrived: 1, that alone is to be made up for; 0, all is to
 * be done; -1, told, where it was moved elsewhere. */
int move_is_done(struct move *, struct flow_store *new, struct err *);

/* May what is in the new place go? It is this store, and nobody runs it. */
int move_may_replace(struct move *, struct flow_store *new, struct err *);

/* All that is in the old one, into tables that are there, "arriving". here: who
 * works in the directory is to have a row in the new one; or NULL. */
int move_copy(struct move *, struct flow_store *new, struct flow_worker *here,
    struct err *);

/* Nobody runs the old one from here on. */
int move_leave(struct move *, struct err *);

/* A directory's to a server; a server's into a directory; one of the version
 * before, where it lies. */
int move_to_server(struct move *, struct err *);
int move_to_dir(struct move *, struct err *);
int move_renew(struct move *, struct err *);

#endif
