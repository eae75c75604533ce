/*
 * json_object: one JSON object (RFC 8259), its members by their names, or one
 * array, its elements in their order.
 *
 * A text is kept as what it says, a number as it is written, an object or
 * array as the text it is: that may be read again, as an object of its own.
 */
#ifndef JSON_OBJECT_H
#define JSON_OBJECT_H

#include "base/buf.h"
#include "base/err.h"

enum {
	JSON_OBJECT_DEPTH = 128,   /* objects and arrays within one another */
	JSON_OBJECT_MEMBERS = 8192 /* of one object, not of an array */
};

enum json_type {
	JSON_NULL,
	JSON_BOOLEAN, /* "true" or "false" */
	JSON_NUMBER,
	JSON_TEXT,
	JSON_OBJECT,
	JSON_ARRAY,
};

struct json_member;

/* Cleared with {0}. */
struct json_object {
	struct buf text;             /* owned: names and values */
	struct json_member *members; /* owned, in the order they stand */
	size_t n, cap;
};

struct json_value {
	enum json_type type;
	struct span
	    text; /* lives as long as the object, until it is read anew */
};

/*
 * Reads text, which is one object and blanks. ST_DATA where it is none, where
 * a member of it is there twice, or where it has too many members or too much
 * lies within one another.
 */
int json_object_parse(struct json_object *, struct span text, struct err *);

/* The same of one array: its elements are members without a name. */
int json_array_parse(struct json_object *, struct span text, struct err *);

/* The i-th of the n members, the first being 0. */
struct json_value json_object_at(const struct json_object *, size_t i);
struct span json_object_name(const struct json_object *, size_t i);

/* False, and *v untouched, where there is no member of that name. */
bool json_object_find(
    const struct json_object *, const char *name, struct json_value *v);
bool json_object_find_span(
    const struct json_object *, struct span name, struct json_value *v);

/* The same of a text, which any other type is not: then it is not there. */
bool json_object_text(
    const struct json_object *, const char *name, struct span *text);

void json_object_free(struct json_object *);

#endif
