/*
 * template_frames: what the names of a template are looked up in: the innermost
 * element first, then what is around it.
 */
#ifndef TEMPLATE_FRAMES_H
#define TEMPLATE_FRAMES_H

#include "event/json_object.h"

enum { TEMPLATE_DEPTH = 16 }; /* sections within one another */

/* What a name is looked up in: the data, an element of a list, a member of an
 * object, or a value. */
struct template_frame {
	struct json_value self;
	struct json_object object; /* owned */
	struct json_object fields; /* owned: its member of that name */
	bool is_object, has_fields;
	bool is_member; /* name and self are found as name and value */
	struct span name;
	size_t index, n; /* of a list; n is 0 where there is none */
};

/* Cleared with {0}. */
struct template_frames {
	struct template_frame frames[TEMPLATE_DEPTH + 1];
	size_t depth;    /* of them in use; the caller lowers it again */
	char number[32]; /* -index as text */
};

/* Goes into a value, whose text is borrowed. ST_DATA where it is an object and
 * has a member twice. */
int template_push(struct template_frames *, struct json_value, struct err *);

/* Says of the frame pushed last that it is the i-th element, or member, of a
 * list, which is borrowed. */
void template_turn(struct template_frames *, const struct json_object *list,
    size_t i, bool members);

/* False, and *v untouched, where there is none of that name. */
bool template_look(
    struct template_frames *, struct span name, struct json_value *v);

void template_frames_free(struct template_frames *);

#endif
