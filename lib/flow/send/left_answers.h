/*
 * left_answers: what a transport answered that nobody took, by the ids of
 * events; within the room.
 */
#ifndef LEFT_ANSWERS_H
#define LEFT_ANSWERS_H

#include "base/buf.h"
#include "transport/answer.h"

/* Cleared with {0}. */
struct left_answers {
	struct buf text;    /* owned: lines */
	struct span *lines; /* owned: those that say ok, in order */
	size_t n, cap;
};

/* Reads the file, if it is there; lines that are no answers are passed over. */
int left_answers_read(struct left_answers *, const char *path, struct err *);

/* Takes the answer to this id, cleared before. False where there is none. */
bool left_answers_take(struct left_answers *, struct span id, struct answer *);

void left_answers_free(struct left_answers *);

#endif
