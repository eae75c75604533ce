/*
 * options_profile: the options that a profile has.
 */
#ifndef OPTIONS_PROFILE_H
#define OPTIONS_PROFILE_H

#include "options.h"

/* Finds the profile among the arguments, reads it into the program and sets what
 * its section for the program says. getopt_long(3) is at the start again. */
void options_profile_read(struct options *, int argc, char **argv);

#endif
