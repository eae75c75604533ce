/*
 * attempt_shim: what a shim and who starts it agree on.
 */
#ifndef ATTEMPT_SHIM_H
#define ATTEMPT_SHIM_H

#include <signal.h>

enum {
	ATTEMPT_SHIM_LOCK = 3, /* its descriptor of "lock", held */
	ATTEMPT_SHIM_CANCEL = SIGUSR1,
};

#endif
