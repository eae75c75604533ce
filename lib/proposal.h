/*
 * proposal: a profile to start from, for a bill that was looked at.
 */
#ifndef PROPOSAL_H
#define PROPOSAL_H

#include "sniff.h"
#include "survey.h"

/* The first names of a header that say something, as a list. */
void proposal_header(struct buf *, const struct names *header);

/* column1, column2, ... for a bill without a header. */
void proposal_numbers(struct buf *, size_t n);

/* What a trailer begins with, as a pattern. */
void proposal_trailer(struct buf *, struct span line);

/* Looks like amounts of money: all are amounts and some have decimals. */
bool proposal_is_amount(const struct survey_column *);

/* Adds the profile. stray: quotes stand where none may be. */
void proposal_put(struct buf *, const struct sniff *,
    const struct names *columns, struct survey *, bool stray);

#endif
