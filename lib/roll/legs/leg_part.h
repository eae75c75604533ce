/*
 * leg_part: the two legs of a line taken apart.
 */
#ifndef LEG_PART_H
#define LEG_PART_H

#include "roll/legs/leg.h"

/*
 * Gives each of the two legs of a line, the first at left, a line of its own, with
 * what is carried of it, but for fields=: then the rules know them one by one,
 * those of a field line too.
 */
void leg_part(struct legs *, struct leg *left);

#endif
