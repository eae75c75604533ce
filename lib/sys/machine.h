/* machine: memory, processors and open files of the machine, as far as this
 * process may use them. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdint.h>

/*
 * Bytes of memory this process may count on: the machine's, or less where a
 * control group (cgroup v1 or v2) or a resource limit says so.
 */
uint64_t machine_memory(void);

/*
 * A size of memory as an option has it: digits and K, M, G or T (powers of
 * 1024), or % of machine_memory. Returns NULL, or what is wrong with it. A
 * bare number is refused: sort(1) takes it for kibibytes, people for bytes.
 */
const char *machine_size(const char *text, uint64_t *bytes);

/* Processors this process may run on, at least 1. */
unsigned machine_processors(void);

/* Files this process may have open at once. */
uint64_t machine_files(void);

#endif
