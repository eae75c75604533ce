/*
 * stated_figures: the figures a bill tells about itself, in its trailer, before its
 * header or in a file of its own, each under a name.
 *
 *	NAMES ~ PATTERN   the groups of the pattern, on a line that matches
 *	NAMES             a line that has all of these is a header of totals:
 *	                  the line behind it has the figures
 */
#ifndef STATED_FIGURES_H
#define STATED_FIGURES_H

#include "text/names.h"
#include "text/pattern.h"

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

/* Cleared with {0}. */
struct figures {
	struct names names, values; /* of the same n */
};

/* The figures of one bill, or of the section at hand. Cleared with {0}. */
struct totals {
	struct figures now;
	struct figures next;  /* of the section behind it */
	struct names ahead;   /* figures told before their section */
	struct names header;  /* of totals: the line before was one */
	bool once;            /* a section tells each only once */
};

/*
 * Looks for figures on a line that is no row. delimiter is what parts the
 * cells of a header of totals, mark what stands before a value. -1 when a
 * match was given up, or a figure is told again that is told once.
 */
int totals_line(struct totals *, const struct total_sources *,
    struct span line, struct span delimiter, struct span mark, struct err *);

/*
 * The header of the first of several sections was met: what was told so far
 * is told ahead of every section. Such a figure is, from here on, one of the
 * next section.
 */
void totals_ahead(struct totals *);

/* The next section begins. */
void totals_next(struct totals *);

/* At the end: -1, ST_DATA told, where a figure was told ahead of a section
 * that did not come. */
int totals_end(const struct totals *, struct err *);

/* Sets a figure; one that is there already stays. */
void totals_set(struct totals *, struct span name, struct span value);

/* The figure of that name; false when the bill told none. */
bool totals_find(const struct totals *, struct span name, struct span *value);

void totals_free(struct totals *);

#endif
