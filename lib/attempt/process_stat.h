/*
 * process_stat: the processes of the machine, as /proc shows them. Where it is
 * not there none is seen.
 */
#ifndef PROCESS_STAT_H
#define PROCESS_STAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct process_stat {
	pid_t pid, parent, group, session;
	uint64_t start; /* clock ticks since the boot */
	bool dead;      /* it only waits for its parent */
};

/* False where there is no such process, or it is not to be seen. */
bool process_stat_read(struct process_stat *, const char *proc, pid_t);

/* Calls fn with each process there is. False where they cannot be listed. */
typedef void process_stat_fn(void *arg, const struct process_stat *);
bool process_stat_each(process_stat_fn *, void *arg);

/* Has the process begun with NAME=VALUE in its environment? */
bool process_stat_has(pid_t, const char *name, const char *value);

/*
 * The signal goes to this process, and to no other that got its number since.
 * False, errno says why, where it did not: ESRCH, it is no more.
 */
bool process_stat_signal(const struct process_stat *, int signal);

/* A descriptor for poll(2) that is readable once this process has ended; -1
 * where it has, or the system has no such thing to give. */
int process_stat_watch(const struct process_stat *);

#endif
