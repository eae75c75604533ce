/*
 * totals: the figures a bill tells about itself, in its trailer, before its
 * header or in a file of its own, each under a name.
 *
 *	NAMES ~ PATTERN   the groups of the pattern, on a line that matches
 *	NAMES             a line that has all of these is a header of totals:
 *	                  the line behind it has the figures
 */
#ifndef TOTALS_H
#define TOTALS_H

#include "names.h"
#include "pattern.h"

struct total_source {
	struct names names;
	struct pattern pattern; /* code NULL: a header */
};

/* Where figures come from: the same for many bills. Cleared with {0}. */
struct total_sources {
	struct total_source *list; /* owned */
	size_t n, cap;
};

/* Adds a source as it stands above. ST_FAIL for one that is none. */
int total_sources_add(struct total_sources *, struct span text,
    struct err *);

void total_sources_free(struct total_sources *);

/* The figures of one bill. Cleared with {0}. */
struct totals {
	struct names names, values; /* of the same n */
	struct names header;        /* of totals: the line before was one */
};

/*
 * Looks for figures on a line that is no row. delimiter is what parts the
 * cells of a header of totals, mark what stands before a value. -1 when a
 * match was given up.
 */
int totals_line(struct totals *, const struct total_sources *,
    struct span line, struct span delimiter, struct span mark, struct err *);

/* Sets a figure; one that is there already stays. */
void totals_set(struct totals *, struct span name, struct span value);

/* The figure of that name; false when the bill told none. */
bool totals_find(const struct totals *, struct span name, struct span *value);

void totals_free(struct totals *);

#endif
