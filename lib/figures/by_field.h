/*
 * by_field: the totals of results by what they carry in one field, a channel
 * or a shop. Memory grows with the values, of which there are few.
 */
#ifndef BY_FIELD_H
#define BY_FIELD_H

#include "figures/class_totals.h"

enum { BY_FIELD_MAX = 10000 }; /* values */

struct by_field_value {
	char *value; /* owned; "-" where the field is not carried */
	struct class_totals totals;
};

/* Begun with { .name = NAME }, released with by_field_free. */
struct by_field {
	const char *name; /* borrowed; without the l. or r. of a side; NULL:
			   * nothing is added up */
	struct by_field_value *values; /* owned */
	size_t n, cap;
	size_t last; /* the value found last */
};

/* Adds a result: by l.NAME, else r.NAME, else NAME. -1, told, where there
 * are too many values or a sum overflows. */
int by_field_add(struct by_field *, const struct result *, struct err *);

/* Puts the values in order of their bytes, and the currencies of each. */
void by_field_sort(struct by_field *);

/* True where there were results, and none carries the field. */
bool by_field_absent(const struct by_field *);

void by_field_free(struct by_field *);

#endif
