/*
 * summary_data: the summary of a result stream as the data of an event: that of
 * --format json on one line, with book, kind, date and link before it.
 */
#ifndef SUMMARY_DATA_H
#define SUMMARY_DATA_H

#include "figures/summary.h"

struct summary_data {
	struct span book, date, link; /* borrowed; empty: null, no link */
	const char *title;            /* or NULL */
	bool checked;                 /* the stream's totals agreed */
};

/* Adds the object. As summary_format. */
int summary_data_put(
    const struct summary_data *, struct summary *, struct buf *, struct err *);

#endif
