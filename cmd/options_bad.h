/*
 * options_bad: what is wrong with an option that getopt_long(3) does not take.
 */
#ifndef OPTIONS_BAD_H
#define OPTIONS_BAD_H

#include "options.h"

/*
 * Ends the program with the reason: after getopt_long returned c, '?' or ':',
 * for the word that is then before optind. What it knows of the option is in
 * optopt.
 */
_Noreturn void options_bad(const struct options *, int c, char **argv);

/* The name of the long option that is nearest to the first n letters of name,
 * at a distance that a slip of the fingers explains; NULL where there is none. */
const char *options_nearest(const struct options *, const char *name, size_t n);

#endif
