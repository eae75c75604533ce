/*
 * near_name: of several names the one nearest to a word that is none of them,
 * for "the nearest is".
 */
#ifndef NEAR_NAME_H
#define NEAR_NAME_H

#include <stddef.h>

/* How far two names are apart: the number of letters to change, add, drop. */
size_t near_name_distance(const char *a, const char *b);

struct near_name {
	const char *word; /* borrowed */
	const char *name; /* borrowed: the nearest until now, of those that are
	                    * equally near the first; NULL: none */
	size_t distance;  /* of it; before there is one, more than a slip */
};

/* A slip is two letters, or a third of the word. A word of over 100 bytes is near
 * nothing: looking would take long. */
void near_name_begin(struct near_name *, const char *word);

/* One of the names; one that shares no letter with the word is not near. */
void near_name_try(struct near_name *, const char *name);

#endif
