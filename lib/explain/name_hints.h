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

bool name_hint_in(struct span name);  /* a column of money that came in, */
bool name_hint_out(struct span name); /* that went out */

bool name_hint_value_in(struct span value); /* a value that says so */
bool name_hint_value_out(struct span value);

#endif
