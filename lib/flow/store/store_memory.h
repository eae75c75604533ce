/*
 * store_memory: what who has a store open knows of it, so that it asks once, and
 * what it will write at the end of its transaction, so that it writes once.
 */
#ifndef STORE_MEMORY_H
#define STORE_MEMORY_H

#include "flow/store/flow_store.h"
#include "flow/store/store_map.h"

struct store_memory {
	struct store_map lanes; /* class and name: the number */
	struct store_map texts; /* digest: the number, that of its flow, and
	                         * when it was asked for */
	bool is_new;            /* one of these was made in this transaction */

	/* Not written yet, of this transaction. */
	struct store_map runs; /* flow, shown: how many more, and their ms */
	struct store_map children; /* parent, node, generation: how many more go
	                            * on, are done, failed, cancelled */
	struct store_map
	    rates; /* minute, lane: attempts that ended, their ms */
	struct flow_store_alarm *alarms; /* owned */
	size_t n_alarms, cap_alarms;
	struct arena alarm_texts;

	int64_t rates_minute; /* rates of an hour before it were let go */
};

struct store_memory *store_memory_of(struct flow_store *);

/* Counts and alarms are written: at the end of a transaction. */
int store_counts_write(struct flow_store *, struct err *);
int store_rates_write(struct flow_store *, struct err *);
int store_alarms_write(struct flow_store *, struct err *);

/* Nothing is to be written; after a rollback also what was made is forgotten. */
void store_memory_end(struct flow_store *, bool rollback);

/* Texts may be gone: they are asked for again. */
void store_memory_forget_texts(struct flow_store *);

void store_memory_free(struct flow_store *);

#endif
