/*
 * owed: the events that a transport has not answered yet, in the order it was
 * given them.
 */
#ifndef OWED_H
#define OWED_H

#include "event/event.h"

struct owed_event {
	uint64_t tag;   /* the caller's */
	int64_t since;  /* ms of clock_monotonic_ms */
	uint64_t begin; /* of the bytes that it is given: where it begins */
	size_t id_len;
	char id[EVENT_ID_MAX];
};

/* Cleared with {0}. */
struct owed {
	struct owed_event *list; /* owned */
	size_t n, cap;
};

/* One more, of an id of at most EVENT_ID_MAX bytes. */
struct owed_event *owed_add(struct owed *, struct span id);

/* The place of an id, n where it is not there. */
size_t owed_find(const struct owed *, struct span id);

void owed_drop(struct owed *, size_t place);

void owed_free(struct owed *);

#endif
