/*
 * clock: what time it is, asked in one place, so that a test can say it.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

/* Seconds since 1970-01-01T00:00:00Z. May jump, when somebody sets it. */
int64_t clock_wall_s(void);

/* The same in milliseconds. */
int64_t clock_wall_ms(void);

/* Milliseconds since some moment before; never jumps. May be called from a
 * signal handler. */
int64_t clock_monotonic_ms(void);

/* Milliseconds of processors that this process has used, in all its threads. */
int64_t clock_cpu_ms(void);

enum { CLOCK_TEXT_CAP = 32 };

/* Seconds since 1970, as 2022-11-02T01:00:00Z and a NUL. */
void clock_format(int64_t wall_s, char text[CLOCK_TEXT_CAP]);

/* From now on it is this time, by either clock, until it is told anew. */
void clock_set(int64_t wall_s, int64_t monotonic_ms);

/* The machine's clocks again. */
void clock_release(void);

#endif
