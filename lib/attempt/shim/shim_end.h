/*
 * shim_end: signals for all that a command has started, wherever that went: its
 * group, and whatever descends from the shim, which is the parent of whatever
 * loses its own.
 */
#ifndef SHIM_END_H
#define SHIM_END_H

#include <sys/types.h>

/* The signal, and CONT behind it, so that what was stopped gets it, too. */
void shim_end_signal(pid_t group, int signal);

#endif
