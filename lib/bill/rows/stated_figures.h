/*
 * stated_figures: the figures a bill tells about itself, in its trailer, before its
 * header or in a file of its own, each under a name.
 *
 *	NAMES ~ PATTERN   the groups of the pattern, on a line that matches
 *	NAMES             a line that has all of these is a header of totals:
 *	                  the line behind it has the figures
 *	NAME = /pointer   a value of a JSON document (json/json_figures.h)
 */
#ifndef STATED_FIGURES_H
#define STATED_FIGURES_H

#include "text/names.h"
#include "text/pattern.h"

struct total_source {
	struct names names;
	struct pattern pattern; /* code NULL: a header, or */
	char *pointer;          /* owned: in a document of JSON; else NULL */
};

/* Where figures come from: the same for many bills. Cleared with {0}. */
struct total_sources {
	struct total_source *list; /* owned */
	size_t n, cap;
};

/* Adds a source as it stands above. ST_FAIL for one that is none. */
int total_sources_add(struct total_sources *, struct span text, struct err *);

/* The first that is a pointer, NULL if there is none. */
const struct total_source *total_sources_pointer(const struct total_sources *);

void total_sources_free(struct total_sources *);

/* Cleared with {0}. */
struct figures {
	struct names names, values; /* of the same n */
};

/* The figures of one bill, or of the section at hand. Cleared with {0}. */
struct stated_figures {
	struct figures now;
	struct figures next; /* stated already for the next section */
	struct names ahead;  /* figures told before their section */
	struct names header; /* of totals: the line before was one */
	bool once;           /* a figure stated twice in a section is an
			      * error */
};

/*
 * Looks for figures on a line that is no row. delimiter parts the cells of a
 * header of totals, mark stands before a value. 1 if there were any, or the
 * line is a header of totals, else 0; -1 when a match was given up, or a figure
 * is stated twice in a section.
 */
int stated_figures_line(struct stated_figures *, const struct total_sources *,
    struct span line, struct span delimiter, struct span mark, struct err *);

/*
 * The header of the first of several sections was met. Figures stated before it
 * belong to it; a figure of the same name that comes later, before the next
 * header, belongs to the next section.
 */
void stated_figures_ahead(struct stated_figures *);

/* The next section begins. */
void stated_figures_next(struct stated_figures *);

/* At the end: -1, ST_DATA told, where a figure was told ahead of a section
 * that did not come. */
int stated_figures_end(const struct stated_figures *, struct err *);

/* Sets a figure; one that is there already stays. */
void stated_figures_set(
    struct stated_figures *, struct span name, struct span value);

/* The figure of that name; false when the bill told none. */
bool stated_figures_find(
    const struct stated_figures *, struct span name, struct span *value);

void stated_figures_free(struct stated_figures *);

#endif
