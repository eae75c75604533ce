/*
 * shim_end: signals for all that a command has started, wherever that went: its
 * group, and whatever descends from the shim, which is the parent of whatever
 * loses its own.
 */
#ifndef SHIM_END_H
#define SHIM_END_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * The signal, and CONT behind it, so that what was stopped gets it, too. Whoever
 * led the group may have been waited for: then it gets a signal only where one
 * of our session is seen in it, for otherwise it may be another's by now.
 */
void shim_end_signal(pid_t group, bool leader_is_there, int signal);

/* Where the leader has ended and not been waited for, and its group is to end
 * with it: KILL. */
void shim_end_group(pid_t group);

/* Can they be seen, those that left the group too? */
bool shim_end_sees(void);

#endif
