/*
 * meter: how far the program is, for whoever wants to show it.
 *
 * Counters of the whole process, kept by input, lines and output as they
 * work in large pieces, and read by a signal handler at any time: each may be a
 * moment old.
 */
#ifndef METER_H
#define METER_H

#include <stdint.h>

struct meter {
	volatile uint64_t rows;      /* lines read, */
	volatile int no_rows;        /* unless it reads none */
	volatile uint64_t in_bytes;  /* read from all inputs */
	volatile uint64_t in_size;   /* bytes of all inputs together */
	volatile int unsized;        /* inputs without a size (pipes) */
	volatile uint64_t out_bytes; /* written */
	/* Set by programs that read everything before they write: writing is
	 * then half of the work, and progress counts it. */
	volatile int output_counts;
};

extern struct meter meter;

/* Counts n more, of what several threads may count at once. */
static inline void
meter_add(volatile uint64_t *counter, uint64_t n)
{
	__atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
}

#endif
