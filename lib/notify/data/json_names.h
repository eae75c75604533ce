/*
 * json_names: names of the members of an object of JSON, each of them once:
 * what has a name that is there already is NAME#2, and so on.
 */
#ifndef JSON_NAMES_H
#define JSON_NAMES_H

#include "base/buf.h"
#include "notify/choose/id_counts.h"

/* Those of one object. Cleared with {0}, released with json_names_free. */
struct json_names {
	struct id_counts met; /* by their digests */
};

/* Notes one that is not written here; false, and nothing is noted, where it is
 * there already. */
bool json_names_note(struct json_names *, struct span name);

/* Adds the name of a field, escaped as it stands there, as a JSON text. */
void json_names_put(struct json_names *, struct buf *, struct span name);

void json_names_free(struct json_names *);

#endif
