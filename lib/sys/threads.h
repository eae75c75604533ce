/*
 * threads: one job done by several threads at once.
 */
#ifndef THREADS_H
#define THREADS_H

#include <pthread.h>
#include <stdbool.h>

enum { THREADS_MAX = 64 };

/* How many threads to use where nobody says: as many as processors, at most
 * 8. */
unsigned threads_default(void);

/*
 * Calls job(arg, i) for every i below n (1 to THREADS_MAX), each on a thread of
 * its own and i = 0 on the caller's, and returns when all have returned. Where
 * the system has no thread to give, the caller runs that job too, after others:
 * so no job may wait for another.
 */
void threads_run(unsigned n, void (*job)(void *arg, unsigned i), void *arg);

/*
 * Starts a thread of its own for run(arg), to which no signal is delivered,
 * to be joined by the caller. False where the system has none to give.
 */
bool threads_start(pthread_t *, void *run(void *), void *arg);

#endif
