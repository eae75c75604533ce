/*
 * time_limit: a call of a library that may never return ends the process when
 * its time is over, with status 75; what it owed is then tried again.
 */
#ifndef TIME_LIMIT_H
#define TIME_LIMIT_H

#include <stdint.h>

/* From now on, until time_limit_end. why is said on stderr then; borrowed. Within
 * another nothing of it changes. */
void time_limit_begin(uint32_t seconds, const char *why);
void time_limit_end(void);

#endif
