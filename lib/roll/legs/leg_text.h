/*
 * leg_text: what lines of legs are put together from.
 */
#ifndef LEG_TEXT_H
#define LEG_TEXT_H

#include "base/buf.h"
#include "roll/legs/leg.h"

/* Whose a carried field is on a line of several legs. */
enum leg_whose { LEG_OF_BOTH, LEG_OF_LEFT, LEG_OF_RIGHT };

enum leg_whose leg_whose(struct span field);

/* These add a TAB and NAME=VALUE: a field as it is; name has the "=". */
void leg_put_field(struct buf *, struct span field);
void leg_put_named(struct buf *, const char *name, struct span value);
void leg_put_day(struct buf *, const char *name, int32_t day);

/* l.date= and r.date=, where they differ. */
void leg_put_dates(struct buf *, int32_t left, int32_t right);

/* ln= and rn=, what the legs add up to, if one of them has a count. */
void leg_put_counts(struct buf *, struct leg *const *legs, size_t n);

#endif
