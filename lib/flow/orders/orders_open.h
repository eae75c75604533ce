/*
 * orders_open: one file of orders, from when it is read until all are answered;
 * within the room.
 */
#ifndef ORDERS_OPEN_H
#define ORDERS_OPEN_H

#include "base/buf.h"
#include "base/err.h"

/* Cleared with {0}, released with orders_open_free. */
struct orders_open {
	char *name;          /* owned: without its end */
	struct buf text;     /* owned: the file */
	size_t at;           /* where the next order begins */
	unsigned long uid;   /* whose orders they are */
	char **ids;          /* owned, each too: of those that were taken */
	struct buf *answers; /* owned: of these; empty: none yet */
	size_t n, cap, cap_answers, answered;
};

/* Reads it. False: there is none, it was answered before, or it is none; of
 * what it is not the answer says so, and the file is gone. */
bool orders_open_file(struct orders_open *, const char *dir, struct span name);

bool orders_open_has_more(const struct orders_open *);

/* The next line; its id, which lives until the file is released. */
const char *orders_open_next(struct orders_open *, struct span *line);

/* False where the id is that of another file. */
bool orders_open_answer(
    struct orders_open *, const char *id, enum status, struct span text);

bool orders_open_is_done(const struct orders_open *);

/* All are answered: the answer appears, the orders go. */
void orders_open_finish(const struct orders_open *, const char *dir);

void orders_open_free(struct orders_open *);

#endif
