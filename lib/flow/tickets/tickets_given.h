/*
 * tickets_given: tickets that a program was given, until it has answered each;
 * within the room.
 */
#ifndef TICKETS_GIVEN_H
#define TICKETS_GIVEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ticket_out {
	int64_t since; /* steady ms */
	bool answered;
};

/* Cleared with {0}: there is room for none. */
struct tickets_given {
	struct ticket_out *list; /* owned: a ring, by number */
	size_t window;
	uint64_t first, next; /* numbers: from first on, which is not answered;
	                       * next is given next */
};

/* Nothing is out; so many may be. */
void tickets_given_begin(struct tickets_given *, size_t window);

bool tickets_given_has_room(const struct tickets_given *);

/* One more: its number. */
uint64_t tickets_given_add(struct tickets_given *, int64_t now);

/* False: none of that number is out. */
bool tickets_given_answer(struct tickets_given *, uint64_t number);

/* Since when the oldest is out; INT64_MAX: none is. */
int64_t tickets_given_oldest(const struct tickets_given *);

/* How many may be. */
size_t tickets_given_out(const struct tickets_given *);

void tickets_given_free(struct tickets_given *);

#endif
