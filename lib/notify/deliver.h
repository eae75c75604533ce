/*
 * deliver: what is left in an outbox is sent to its recipients.
 */
#ifndef DELIVER_H
#define DELIVER_H

#include "notify/notify_wish.h"
#include "notify/recipients.h"

/*
 * Sends, waiting as the wish says. Adds to lines, for each recipient that has
 * something left or dead, how much and the first reason; the counts go to the
 * facts. Returns the worst status of a recipient, sender.h.
 */
enum status deliver(const struct notify_wish *, const struct outbox *,
    struct recipients *, struct buf *lines);

#endif
