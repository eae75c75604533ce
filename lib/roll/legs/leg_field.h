/*
 * leg_field: the carried fields of an open line that are about its legs.
 *
 * A line of one leg has id= and first=, one of two l.id=, r.id=, l.first= and
 * r.first=, and where their DATEs differ l.date= and r.date=; ln= and rn= say
 * how many records they stand for. reopened= (l.reopened=, r.reopened=) says that a leg was closed
 * once and by what it is open again. age= is about the line.
 */
#ifndef LEG_FIELD_H
#define LEG_FIELD_H

#include "base/span.h"

enum leg_field {
	LEG_OTHER, /* a field that was carried along */
	LEG_AGE,
	LEG_DATE_OF,  /* date=, which would become l.date= */
	LEG_FIRST_OF, /* first= */
	LEG_ID_OF,    /* id= */
	LEG_L_DATE,
	LEG_L_FIRST,
	LEG_L_ID,
	LEG_L_REOPENED,
	LEG_LN,
	LEG_R_DATE,
	LEG_R_FIRST,
	LEG_R_ID,
	LEG_R_REOPENED,
	LEG_REOPENED_OF, /* reopened= */
	LEG_RN,
};

/* Which of them a field NAME=VALUE is; *value is set where it is one. */
enum leg_field leg_field_of(struct span field, struct span *value);

/* NAME= of one. */
struct span leg_field_name(enum leg_field);

#endif
