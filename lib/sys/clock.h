/*
 * clock: what time it is, asked in one place, so that a test can say it.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

/* Seconds since 1970-01-01T00:00:00Z. May jump, when somebody sets it. */
int64_t clock_wall_s(void);

/* Milliseconds since some moment before; never jumps. May be called from a
 * signal handler. */
int64_t clock_monotonic_ms(void);

/* From now on it is this time, by either clock, until it is told anew. */
void clock_set(int64_t wall_s, int64_t monotonic_ms);

/* The machine's clocks again. */
void clock_release(void);

#endif
