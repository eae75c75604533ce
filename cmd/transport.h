/*
 * transport: the begin and the end of every transport, recon-transport(7):
 * what it is told on the command line, and how it leaves.
 */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include "transport/target.h"

/*
 * Takes TARGETS-FILE and TARGET from the command line and reads that section
 * into the settings, target.h. Does what --help and --version ask for; trouble
 * ends the program.
 */
void transport_begin(struct target *, const char *name, int argc, char **argv,
    const struct option_row *rows, struct target_common *settings);

/* Ends it: released what transport_begin made, 0 or with the error told. */
int transport_end(struct target *, int result, const struct err *);

#endif
