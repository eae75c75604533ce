/*
 * ask: what becomes of the answer to a question: its records are checked, and
 * kept in the outbox.
 */
#ifndef ASK_H
#define ASK_H

#include "outbox/outbox_replies.h"
#include "outbox/pending.h"
#include "transport/answer.h"

/*
 * Takes an answer that is ok to an event that asks: its reply= becomes records of
 * the target, kept under the event's id. ST_DATA, told, where it is no such
 * records, and the event is to be dead; else as outbox_replies_add.
 */
int ask_take(struct outbox_replies *, const char *target,
    const struct pending_event *, const struct answer *, struct err *);

#endif
