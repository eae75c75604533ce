/*
 * courier_end: how a courier stops working with a transport; within the room.
 */
#ifndef COURIER_END_H
#define COURIER_END_H

#include "courier/courier_state.h"

/* How long is waited for */
enum {
	COURIER_START_MS = 30000, /* the first line */
	COURIER_END_MS = 10000,   /* the end behind the last answer */
	COURIER_TERM_MS = 5000,   /* the end behind TERM, and behind KILL */
};

/* In this state from now on, for so long. */
void courier_enter(struct courier *, enum courier_state, int64_t ms);

/* Says why; the first reason stays. */
void courier_blame(struct courier *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* What it did not get it never gets. */
void courier_stop_giving(struct courier *);

/* Closes its input where no more events come: then it ends by itself. */
void courier_close_input(struct courier *);

/* Tells it to end. */
void courier_end(struct courier *);

/* It does not keep to the protocol: nothing it answers is believed. */
void courier_distrust(struct courier *, const char *what);

/* When the oldest answer has to be there, in ms; INT64_MAX where none is owed. */
int64_t courier_answer_due(const struct courier *);

#endif
