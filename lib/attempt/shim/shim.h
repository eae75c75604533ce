/*
 * shim: the process between a runner and a command. It holds the lock of the
 * attempt, starts the command once that can be proved, ends it when its time is
 * over, ends whatever it has left, and writes the result.
 */
#ifndef SHIM_H
#define SHIM_H

#include "base/err.h"

/*
 * Runs what the spec in the directory says; ATTEMPT_SHIM_LOCK is its lock, held,
 * and the environment that of the command. 0 with the result on the disk. -1,
 * told, where the command did not go, or the result could not be written.
 */
int shim_run(const char *dir, struct err *);

#endif
