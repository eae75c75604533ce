/*
 * compared_fields: carried fields in which both records of a match have to
 * agree, byte for byte.
 *
 * A field that both lack agrees; one that only one of them has does not.
 */
#ifndef COMPARED_FIELDS_H
#define COMPARED_FIELDS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum { COMPARED_FIELDS_MAX = 64 };

/* What it is called on either side, as it stands in the stream. */
struct compared_field {
	struct buf left, right; /* owned */
	struct buf told;        /* owned: left, a comma in it as "\x2c" */
};

/* Cleared with {0}, released with compared_fields_free. */
struct compared_fields {
	struct compared_field *of; /* owned */
	size_t n, cap;
};

/*
 * Adds "FIELD,LEFT=RIGHT,...": the names of columns, as names.h has them, of
 * both sides or of each; a pair that is there already counts once. -1 is ST_FAIL and says why.
 */
int compared_fields_add(
    struct compared_fields *, const char *list, struct err *);

/*
 * Makes names those of the fields, as the left calls them and with commas
 * between, a comma inside one as "\x2c", in which what is carried left and right differs. Sets in *seen the
 * bit of each field that one of the two has. False if they agree.
 */
bool compared_fields_differ(const struct compared_fields *, struct span left,
    struct span right, struct buf *names, uint64_t *seen);

void compared_fields_free(struct compared_fields *);

#endif
