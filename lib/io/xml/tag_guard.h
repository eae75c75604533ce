/*
 * tag_guard: XML whose tags have no end of attributes. libxml compares each
 * attribute of a tag with all others: 40,000 take a minute.
 */
#ifndef TAG_GUARD_H
#define TAG_GUARD_H

#include "base/err.h"

enum { TAG_GUARD_MAX = 256 }; /* attributes of a tag */

/* Cleared with {0}. */
struct tag_guard {
	bool in_tag; /* behind a < that no ! or ? follows */
	bool begins; /* the byte before was the < */
	unsigned equals;
};

/* Looks at the next piece of a document, of whatever encoding. -1, ST_DATA told,
 * where a tag has more "=" than it may have attributes. */
int tag_guard_feed(
    struct tag_guard *, struct span piece, const char *name, struct err *);

#endif
