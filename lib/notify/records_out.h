/*
 * records_out: the records that those who were asked have answered, written for
 * recon-roll --amend.
 */
#ifndef RECORDS_OUT_H
#define RECORDS_OUT_H

#include "outbox/files/id_store.h"
#include "notify/notify_wish.h"
#include "outbox/outbox.h"

/* Writes, as a record stream, those kept that answer one of the events. -1,
 * told. */
int records_out(const struct notify_wish *, const struct outbox *,
    const char *target, const struct id_store *events, struct err *);

#endif
