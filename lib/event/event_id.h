/*
 * event_id: what an event is known by, the same at every try and for ever:
 * the first 16 bytes of SHA-256 over its parts, each escaped as a TSV field,
 * with TABs between them, so that no part runs into the next one.
 */
#ifndef EVENT_ID_H
#define EVENT_ID_H

#include "base/span.h"

enum {
	EVENT_ID_BYTES = 16,
	EVENT_ID_TEXT = 2 * EVENT_ID_BYTES, /* hexadecimal digits */
};

struct event_id {
	unsigned char bytes[EVENT_ID_BYTES];
};

/* Of n parts, at least 1. */
struct event_id event_id_of(const struct span *parts, size_t n);

/* The same of parts that come one after the other: begin, at least one add,
 * and end or drop, which release it. */
struct event_id_sum;

struct event_id_sum *event_id_begin(void);
void event_id_add(struct event_id_sum *, struct span part);
struct event_id event_id_end(struct event_id_sum *);
void event_id_drop(struct event_id_sum *);

/* 32 digits, small letters, and a NUL behind them. */
void event_id_format(const struct event_id *, char text[EVENT_ID_TEXT + 1]);

/* False, and *id untouched, where text is not just that. */
bool event_id_parse(struct span text, struct event_id *id);

/* The order of their texts, too. */
static inline int
event_id_cmp(const struct event_id *a, const struct event_id *b)
{
	return memcmp(a->bytes, b->bytes, EVENT_ID_BYTES);
}

#endif
