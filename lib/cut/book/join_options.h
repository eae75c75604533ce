/*
 * join_options: what a book can say to recon-join, by options of a pair: those
 * that change what matches, by their long names (-g, -j, -S and -T too), and how
 * much of the machine is used.
 */
#ifndef JOIN_OPTIONS_H
#define JOIN_OPTIONS_H

#include "base/buf.h"
#include "base/err.h"

/* ST_FAIL for an option that is none of those, or lacks its value. */
int join_options_check(struct span text, struct err *);

/* Adds those that change what matches, in their order, as "--NAME" or
 * "--NAME VALUE" with a blank before each but the first. The text was checked. */
void join_options_put(struct buf *, struct span text);

/* Adds one in the same way, as recon-facts(5) tells of it, unless it changes
 * nothing of what matches and no book has it, as --exit-code. */
void join_options_put_told(struct buf *, struct span name, struct span value);

#endif
