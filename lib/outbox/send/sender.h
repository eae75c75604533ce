/*
 * sender: delivers what is left for targets, all of them side by side: who is
 * sent what, when again, and when that is given up.
 *
 * Retries: as the retry list of the target says, each pause a tenth longer or
 * shorter by chance, and not before the time that the answer asks for. What a
 * target's own pace held back does not count as a try. Behind the last try, and
 * where it fails for ever, an event is dead.
 *
 * The breaker: after SENDER_BREAKER retries in a row a target is left alone for
 * SENDER_PAUSE seconds, twice as long each time, at most SENDER_PAUSE_MAX; then
 * one event is tried. It is kept in the outbox.
 *
 * order = key: an event waits until the one before it of its key is done or
 * dead. That one came behind a dead one, of whatever run, is kept with its
 * outcome: after=ID.
 */
#ifndef SENDER_H
#define SENDER_H

#include "outbox/send/sender_rules.h"

/*
 * Delivers for n targets of different names. Returns when all is delivered or
 * dead, or when nothing can be sent for longer than the rules have it; what is
 * left may be sent by another call. Returns the worst status of a target:
 * ST_DATA, ST_FAIL, ST_AGAIN, ST_OK.
 */
enum status sender_run(
    struct sender_target *, size_t n, const struct sender_rules *);

void sender_target_free(struct sender_target *);

#endif
