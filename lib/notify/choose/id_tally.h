/*
 * id_tally: how often each of any number of ids came.
 *
 * What it knows is an id_store: the first time an id by itself, each time after that
 * one made of the id and the number; so memory is one to two bytes a time, and an id
 * that came a million times is found with some forty looks; without one where it was
 * the last that came.
 */
#ifndef ID_TALLY_H
#define ID_TALLY_H

#include "outbox/files/id_store.h"

/* Begun with { .times = { folder } }, where the files of the store are, borrowed. */
struct id_tally {
	struct id_store times;
	struct event_id last; /* that came, */
	uint32_t last_n;      /* and how often; 0: none did */
};

/* Counts the id; *n is how often it came, this time included. -1, told. */
int id_tally_add(
    struct id_tally *, const struct event_id *, uint32_t *n, struct err *);

void id_tally_free(struct id_tally *);

#endif
