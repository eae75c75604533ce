/*
 * json_pointer: places in a JSON document, as RFC 6901 writes them:
 * "/data/0/id", where ~1 is a slash within a name and ~0 a tilde. A name "*"
 * is every member of an object, and every element of an array.
 */
#ifndef JSON_POINTER_H
#define JSON_POINTER_H

#include "base/err.h"
#include "base/span.h"

enum { JSON_NAMES_MAX = 64 }; /* of a pointer */

struct json_name {
	struct span text; /* owned, unescaped */
	bool any;         /* "*" */
	bool is_index;    /* it can be the number of an element, */
	uint64_t index;   /* from 0 */
};

/* Cleared with {0}: the whole document. */
struct json_pointer {
	struct json_name *names; /* owned */
	size_t n, cap;
};

/* Cleared before. ST_FAIL where it is none. */
int json_pointer_parse(struct json_pointer *, struct span text, struct err *);

static inline bool
json_name_is(const struct json_name *n, struct span key)
{
	return n->any || span_eq(n->text, key);
}

static inline bool
json_name_is_index(const struct json_name *n, uint64_t index)
{
	return n->any || (n->is_index && n->index == index);
}

void json_pointer_free(struct json_pointer *);

#endif
