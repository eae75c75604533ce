/*
 * attempt_machine: where an attempt runs, so that its process numbers are only
 * believed there: one boot of one machine, one namespace of process numbers.
 */
#ifndef ATTEMPT_MACHINE_H
#define ATTEMPT_MACHINE_H

#include "attempt/attempt_values.h"

enum { ATTEMPT_BOOT_CAP = 48 };

struct attempt_machine {
	char boot[ATTEMPT_BOOT_CAP]; /* the kernel's id; "": not known */
	uint64_t init_start; /* of process 1, in clock ticks since the boot: a
	                      * container that began again; 0: not known */
	uint64_t namespace;  /* the inode of /proc/self/ns/pid; 0: not known */
};

/* Where this process runs, as proc says, which is "/proc". */
void attempt_machine_read(struct attempt_machine *, const char *proc);

/* Is it surely the same? What is not known is not the same. */
bool attempt_machine_same(
    const struct attempt_machine *, const struct attempt_machine *);

/* As lines of a file, and from one: does the line say something of it? */
void attempt_machine_add(struct buf *, const struct attempt_machine *);
bool attempt_machine_take(
    struct attempt_machine *, struct span name, struct span value);

#endif
