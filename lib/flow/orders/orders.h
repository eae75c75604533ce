/*
 * orders: what people tell a runner to do, each a file in DIR/orders.
 *
 *	NAME.order    "recon-flow 1", then a line an order: its words, escaped
 *	              as in recon-record(5), with TABs between them
 *	NAME.answer   a line for each: its status, a TAB, a text, escaped
 *
 * A file appears whole, on the disk. Who gives an order is who owns the file,
 * whatever stands in it. The orders of a file are done from first to last; when
 * all are answered the answer appears, and the file goes. An order that was done
 * may be seen again after a crash, under the same id.
 */
#ifndef ORDERS_H
#define ORDERS_H

#include "base/buf.h"
#include "base/err.h"

enum { ORDERS_NAME_CAP = 48 };

/*
 * Makes DIR/orders where it is missing: closed to all but its owner, or, where
 * the group may write in DIR, open to the group, in which nobody takes away or
 * changes what another has put there. Adds its path, and a NUL.
 */
int orders_make(const char *dir, struct buf *path, struct err *);

/* -- who gives orders --------------------------------------------------------- */

/* Adds a word, and what ends an order. */
void orders_word(struct buf *lines, struct span word);
void orders_end(struct buf *lines);

/* A name that no other has: in the order of time, as far as clocks go. */
int orders_name(char name[ORDERS_NAME_CAP], struct err *);

/* Puts these lines, at least one, there as one file, and sets its name. */
int orders_put(const char *dir, struct span lines, char name[ORDERS_NAME_CAP],
    struct err *);

/* Takes the answer away: 1, lines added; 0, it is not there yet; -1. */
int orders_answer(
    const char *dir, const char *name, struct buf *, struct err *);

/* A line of an answer; moves on. False at the end. The text is added. */
bool orders_answer_next(struct span *lines, enum status *, struct buf *text);

#endif
