/*
 * orders_in: orders as a runner takes them from DIR/orders, orders.h, one by
 * one, and answers them.
 */
#ifndef ORDERS_IN_H
#define ORDERS_IN_H

#include "flow/orders/orders_open.h"
#include "text/names.h"
#include "text/words.h"

/* An order, and who gave it. Borrowed until the next one is taken, but for id:
 * until it is answered. */
struct orders_taken {
	const char *id;
	const struct words *words;
	unsigned long uid;
	const char *who;           /* "1000 maria" */
	const char *const *groups; /* a NULL behind the last */
};

enum { ORDERS_OLD_S = 3600 }; /* after which an answer nobody took goes */

/* Cleared with {0}. */
struct orders_in {
	char *dir;   /* owned: of the store */
	int changes; /* owned: readable when something was put there; -1: not
	              * to be had, look again and again */
	struct names queue;       /* owned: files that were seen */
	size_t next;              /* of these */
	struct orders_open *open; /* owned */
	size_t n_open, cap_open;
	/* of the order that was taken last, owned: */
	struct buf who;
	char **groups;
	struct words words;
};

/* Takes away answers that nobody took. */
int orders_in_open(struct orders_in *, const char *dir, struct err *);

/* The next one there is. Files that are none are answered, and go. */
bool orders_in_next(struct orders_in *, struct orders_taken *);

/* text: without a line end. */
void orders_in_answer(
    struct orders_in *, const char *id, enum status, struct span text);

void orders_in_close(struct orders_in *);

#endif
