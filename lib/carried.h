/*
 * carried: the NAME=VALUE fields of several records of one side.
 *
 * What a line that stands for several records carries is what all of them
 * say alike, in the order of the first. n=COUNT is not carried: it says how
 * many records recon-sort -g has added up to one.
 */
#ifndef CARRIED_H
#define CARRIED_H

#include <stdint.h>

#include "buf.h"
#include "err.h"
#include "span.h"

/* True for the field n=COUNT. */
static inline bool
carried_is_count(struct span field)
{
	return field.len >= 2 && field.p[0] == 'n' && field.p[1] == '=';
}

/*
 * How many original records a record with these fields stands for: its n=,
 * or 1. A value that is no count above zero is ST_DATA, told without place.
 */
int carried_count(struct span fields, uint64_t *n, struct err *);

/* Makes agreed the fields but n=, copied. */
void carried_first(struct buf *agreed, struct span fields);

/* Takes out of agreed each field that is not in fields with that value. */
void carried_meet(struct buf *agreed, struct span fields);

#endif
