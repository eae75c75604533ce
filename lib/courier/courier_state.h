/*
 * courier_state: what a courier is made of; who uses one reads nothing of it
 * but through courier.h.
 */
#ifndef COURIER_STATE_H
#define COURIER_STATE_H

#include "courier/answers_file.h"
#include "courier/owed.h"
#include "sys/process/process.h"

enum courier_state {
	COURIER_OVER,     /* it has ended, or was never started */
	COURIER_STARTING, /* its first line is awaited */
	COURIER_READY,
	COURIER_FINISHING, /* no more events: answers are awaited, and its end */
	COURIER_ENDING,    /* its end is awaited */
	COURIER_KILLED,    /* it was made to end */
};

/* Cleared with {0} it is over. */
struct courier {
	enum courier_state state;
	uint32_t answer_within; /* seconds */
	bool began;             /* the members below are there */
	struct process process;
	struct answers_file answers;
	struct buf out;   /* owned: events, from given on not with it */
	size_t given;     /* bytes of out */
	uint64_t n_given; /* bytes that it got in all */
	unsigned window;  /* events it takes at once */
	struct owed owed;
	uint64_t answered; /* events */
	int64_t until;     /* ms: what a state may last, but READY */
	bool deaf;         /* its answers are not believed any more */
	struct buf fault;  /* owned: why it was ended, or ended badly */
};

#endif
