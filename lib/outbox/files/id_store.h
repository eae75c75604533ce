/*
 * id_store: any number of ids, and whether one is among them: the last ones in
 * memory, the others in files without a name, each of which is at least as long
 * as the one behind it.
 *
 * Memory: 4 MB, and one to two bytes for each id beyond the first 65536.
 */
#ifndef ID_STORE_H
#define ID_STORE_H

#include "outbox/files/id_run.h"
#include "outbox/files/id_set.h"

enum { ID_STORE_RECENT = 1 << 16 };

/* Cleared with { folder }, released with id_store_free. */
struct id_store {
	const char *folder; /* borrowed: where the files are */
	struct id_set recent;
	struct id_run *runs; /* owned */
	size_t n, cap;       /* of them */
};

/* 1, 0, or -1, told. */
int id_store_has(
    const struct id_store *, const struct event_id *, struct err *);

/* 1; 0 where it is there already; -1, told. */
int id_store_add(struct id_store *, const struct event_id *, struct err *);

/* Calls fn with each, in their order, once. What fn returns, if not 0, ends it
 * and is returned; -1, told. */
typedef int id_store_fn(void *arg, const struct event_id *, struct err *);
int id_store_each(
    const struct id_store *, id_store_fn *, void *arg, struct err *);

void id_store_free(struct id_store *);

#endif
