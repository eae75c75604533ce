/*
 * turn_ask: a system of a round asked something, and what it answers.
 */
#ifndef TURN_ASK_H
#define TURN_ASK_H

#include "cut/rule/cut_change.h"
#include "cut/turn/turn_round.h"
#include "transport/answer.h"

/*
 * Sends the event and waits for the answer, cut_ask.h. Where nothing is sent, in
 * shadow mode, it is ok, with the value shadow=yes. file goes with extract; else
 * NULL.
 */
int turn_ask(struct turn *, const struct turn_round *, size_t system,
    enum cut_event, const char *file, struct answer *, struct err *);

/*
 * Asks where it stands, for an event that it may have been told: *found. An
 * answer that says nothing of it is told: ST_AGAIN where it was a retry,
 * ST_DIFFER for a fail, ST_DATA where a value is missing, or is none.
 */
int turn_ask_where(struct turn *, const struct turn_round *, size_t system,
    enum cut_event, enum cut_found *found, struct answer *, struct err *);

#endif
