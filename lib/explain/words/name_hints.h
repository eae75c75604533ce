/*
 * name_hints: what the names of columns and the words in them say, in the
 * languages of the bills we have seen, for recon-clean --explain.
 *
 * A score is above 0 for a name that says so, below 0 for one that says
 * something else, 0 for one that says nothing.
 */
#ifndef NAME_HINTS_H
#define NAME_HINTS_H

#include "base/span.h"

int name_hint_amount(struct span name); /* what a payment came to */
int name_hint_key(struct span name);    /* a number of payments or orders */
int name_hint_time(struct span name);   /* when it was made */

bool name_hint_balance(struct span name); /* what was left */

/* A cell that says that the row has totals: "Total", "合计:". */
bool name_hint_total(struct span text);

/* Is one of the words, in small letters, in the name? The list ends with
 * NULL. */
bool name_hint_has_any(struct span name, const char *const *words);

/* The longest of them that is, or NULL. */
const char *name_hint_longest(struct span name, const char *const *words);

#endif
