/*
 * summary_look: how a summary is shown, whatever is in it.
 */
#ifndef SUMMARY_LOOK_H
#define SUMMARY_LOOK_H

#include <stdint.h>

#include "text/table/text_table_forms.h"

/* How it is shown. */
struct summary_look {
	const char *title; /* or NULL */
	enum text_table_form form;
	bool checked; /* the stream had totals and they agreed */
	bool colour;  /* of a terminal, in text */
};

/* Adds what stands above the tables; JSON is then open. */
void summary_put_head(
    const struct summary_look *, uint64_t lines, struct buf *);

/* Adds a table; names as text_table_as has them. */
void summary_put_table(const struct text_table *, const struct summary_look *,
    const char *const *names, struct buf *);

/* Adds the line that says so, where it is not plain from the tables. */
void summary_put_nothing_open(const struct summary_look *, struct buf *);

#endif
