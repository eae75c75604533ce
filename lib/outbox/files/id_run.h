/*
 * id_run: many ids in their order in a file without a name, written once: whether
 * one is among them, and all of them again.
 *
 * Memory: a filter of one to two bytes for each id, by which most that are not
 * there are known without the file, and an id for each page.
 */
#ifndef ID_RUN_H
#define ID_RUN_H

#include <stdint.h>

#include "base/err.h"
#include "event/event_id.h"

enum { ID_RUN_PAGE = 256 }; /* ids */

struct id_run {
	const char *folder;     /* borrowed: for messages */
	int fd;                 /* owned */
	size_t n;               /* ids */
	unsigned char *filter;  /* owned */
	uint64_t mask;          /* of a bit's number there */
	struct event_id *first; /* owned: of each page */
	struct event_id *page;  /* owned: while it is written */
};

/* A file in the folder for up to most ids. On -1 there is nothing to close. */
int id_run_open(struct id_run *, const char *folder, size_t most, struct err *);

/* Each greater than the one before; then id_run_end. -1, told. */
int id_run_put(struct id_run *, const struct event_id *, struct err *);
int id_run_end(struct id_run *, struct err *);

/* 1, 0, or -1, told. */
int id_run_has(const struct id_run *, const struct event_id *, struct err *);

/* Begun with { run }, released with free of page. */
struct id_run_reader {
	const struct id_run *run;
	size_t next;           /* of its ids */
	struct event_id *page; /* owned */
};

/* 1 with the next id, 0 at the end, -1, told. */
int id_run_next(struct id_run_reader *, struct event_id *, struct err *);

void id_run_close(struct id_run *);

#endif
