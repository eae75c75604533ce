/*
 * options_environment: the options that RECON_OPTIONS has.
 */
#ifndef OPTIONS_ENVIRONMENT_H
#define OPTIONS_ENVIRONMENT_H

#include "options.h"

/* Sets what it says of options that the program has; the others are passed
 * over. Ends the program where there is anything else in it. getopt_long(3) is
 * at the start again. */
void options_environment_read(struct options *);

#endif
