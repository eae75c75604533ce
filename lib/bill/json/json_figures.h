/*
 * json_figures: values of a document that the bill states about itself, as its
 * total, found by pointers.
 */
#ifndef JSON_FIGURES_H
#define JSON_FIGURES_H

#include "bill/json/json_pointer.h"
#include "bill/rows/stated_figures.h"

struct json_figure {
	struct json_pointer at; /* owned */
	struct span name;       /* borrowed from its source */
};

/* Cleared with {0}. */
struct json_figures {
	struct json_figure *list; /* owned */
	size_t n, cap;
};

/* Takes those sources that are pointers, which have to live as long. ST_FAIL for
 * one that is none, or is several by "*". */
int json_figures_take(
    struct json_figures *, const struct total_sources *, struct err *);

void json_figures_free(struct json_figures *);

#endif
