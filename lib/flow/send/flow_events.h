/*
 * flow_events: events that wait for their answers, and those that have them;
 * within the room.
 */
#ifndef FLOW_EVENTS_H
#define FLOW_EVENTS_H

#include "transport/answer.h"

/* An answer, and the attempt it is for. */
struct flow_answer {
	int64_t attempt;
	struct answer answer; /* owned */
	bool late;            /* none came in time */
};

/* Answers in the order they came. Cleared with {0}. */
struct flow_answers {
	struct flow_answer *list; /* owned */
	size_t n, cap, at;        /* those before at were taken */
};

struct flow_event {
	int64_t attempt;
	uint64_t tag;
	bool given;    /* to the transport */
	bool late;     /* its attempt has ended; the transport still has it */
	int64_t until; /* steady ms; INT64_MAX: as the target has it */
	struct buf id, line; /* owned */
};

/* Cleared with {0}. */
struct flow_events {
	struct flow_event *list; /* owned, in the order they came */
	size_t n, cap;
	size_t n_late;
	uint64_t tags; /* the last one given */
};

void flow_events_add(struct flow_events *, int64_t attempt, struct span id,
    struct span line, int64_t until);

/* The place of a tag that the transport has. */
size_t flow_events_find(const struct flow_events *, uint64_t tag);

/* Does the transport still have an event of this id that is late? */
bool flow_events_late(const struct flow_events *, struct span id);

/* The event at that place is answered; what the answer owns is now the list's. */
void flow_events_end(struct flow_events *, size_t place, struct flow_answers *,
    const struct answer *);

/* No answer came in time. What the transport has of it, it has to answer all
 * the same. */
void flow_events_end_late(
    struct flow_events *, size_t place, struct flow_answers *);

/* All that the transport does not have get this answer. */
void flow_events_end_all(struct flow_events *, struct flow_answers *,
    enum answer_kind, const char *why);

/* It leaves without a word. */
void flow_events_drop(struct flow_events *, size_t place);

void flow_events_free(struct flow_events *);

/* Takes the next of a list. */
bool flow_answers_next(struct flow_answers *, struct flow_answer *);

void flow_answers_free(struct flow_answers *);

#endif
