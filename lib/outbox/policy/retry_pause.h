/*
 * retry_pause: how long a pause is, so that senders that failed together do not
 * come back together.
 */
#ifndef RETRY_PAUSE_H
#define RETRY_PAUSE_H

#include <stdint.h>

/* Numbers by chance; any seed will do. */
struct retry_chance {
	uint64_t state;
};

/* A seed of this moment and this process. */
struct retry_chance retry_chance_of_now(void);

/* Seconds, a tenth more or less by chance, rounded; 0 stays 0. */
int64_t retry_pause(struct retry_chance *, int64_t seconds);

#endif
