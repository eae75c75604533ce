/*
 * guess_date: which of the usual forms of dates and times fit all values of a
 * column, for recon-clean --explain.
 */
#ifndef GUESS_DATE_H
#define GUESS_DATE_H

#include <stdint.h>

#include "base/span.h"

/* A set of forms, a bit each. */
typedef uint64_t dateguess;

/* All of them: what is possible before the first value. */
dateguess guess_date_all(void);

/* Those of a set that fit the value too. */
dateguess guess_date_keep(dateguess, struct span value);

/* The number of the first of the set, which is not empty; it goes. */
int guess_date_take(dateguess *);

/* A form as recon-key --date-format has it; NULL for ISO 8601, which needs
 * none. */
const char *guess_date_format(int form);

/* Do times of this form have a time of day? */
bool guess_date_has_time(int form);

#endif
