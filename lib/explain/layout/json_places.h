/*
 * json_places: what stands at which place of JSON text, counted tolerantly, to
 * find out where a bill's rows may be (guess_json.h). How documents are read
 * for good is bill/json/json.h's.
 *
 * All elements of an array are one place, and so are all documents.
 */
#ifndef JSON_PLACES_H
#define JSON_PLACES_H

#include "base/buf.h"

enum {
	JSON_PLACES_MAX = 4096,
	JSON_PLACES_MEMBERS = 256, /* of an object that are looked at */
};

struct json_place {
	struct buf name; /* owned: of the member, unescaped */
	bool any;        /* of the elements of an array: without a name */
	int parent;      /* its place; -1: it is the document */
	int child, next; /* the first within, and the next of its parent; -1 */

	/* what was there, how often */
	uint64_t objects, arrays, texts, numbers;
	uint64_t others;     /* true, false, null */
	uint64_t decimals;   /* texts and numbers that have a decimal mark, and
			      * are amounts */
	uint64_t integers;   /* likewise without one */
	uint64_t exponents;  /* numbers that have one */
	size_t at;           /* bytes of the text before the first */
	struct span example; /* the first text or number, as it stands; into
			      * the text */
};

struct json_places {
	struct json_place *list; /* owned; the first is the document */
	size_t n;
};

/* The text stays the caller's, and has to live as long. What is not JSON ends
 * it. */
void json_places_read(struct json_places *, struct span text);

void json_places_free(struct json_places *);

#endif
