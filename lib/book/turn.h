/*
 * turn: what is out of turn in a run, and days named as people name them.
 */
#ifndef TURN_H
#define TURN_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Begun with dir and force, released with turn_free. */
struct turn {
	const char *dir;   /* borrowed */
	bool force;        /* what is out of turn is done all the same */
	struct buf notes;  /* lines for the operator, each with its LF */
	struct buf forced; /* what was forced, as lines */
};

/* What is out of turn: noted where it is forced, else ST_FAIL with the advice
 * behind it. Frees what. */
int turn_take(
    struct turn *, struct buf *what, const char *advice, struct err *);

/* A day, as YYYY-MM-DD. */
void turn_add_day(struct buf *, int32_t day);

/* Days: one of them, or the first, the last and how many. */
void turn_add_days(struct buf *, int32_t from, int32_t to, size_t n);

void turn_free(struct turn *);

#endif
