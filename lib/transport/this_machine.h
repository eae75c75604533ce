/*
 * this_machine: is a host this machine, whose traffic with itself nobody else
 * sees? Then, and only then, what is sent need not be encrypted.
 */
#ifndef THIS_MACHINE_H
#define THIS_MACHINE_H

#include <stdbool.h>

/* True for localhost, 127.0.0.0/8 and ::1, which may stand in [ ]. */
bool this_machine_is(const char *host);

#endif
