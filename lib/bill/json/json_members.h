/* json_members: the names in the objects that are open, to tell one that is
 * there twice, for json_walk. */
#ifndef JSON_MEMBERS_H
#define JSON_MEMBERS_H

#include "base/buf.h"

/* Cleared with {0}. */
struct json_members {
	struct buf text; /* owned: one name behind the other */
	size_t *ends;    /* owned: where each ends */
	size_t n, cap;
};

void json_members_add(struct json_members *, struct span name);

/*
 * Forgets the names from the one of number from on, those of an object that
 * ends. True where two of them are the same; that name lives until another is
 * added.
 */
bool json_members_end(struct json_members *, size_t from, struct span *twice);

void json_members_free(struct json_members *);

#endif
