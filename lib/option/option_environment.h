/*
 * option_environment: the options that RECON_OPTIONS has for all programs that
 * are started with it: how much of the machine each may take, and whether an
 * input may be empty.
 */
#ifndef OPTION_ENVIRONMENT_H
#define OPTION_ENVIRONMENT_H

#include "base/buf.h"
#include "option/option_argv.h"

extern const char option_environment_name[]; /* RECON_OPTIONS */

/* Cleared with {0}, released with option_environment_free. */
struct option_environment {
	struct option_argv argv; /* private: its rows are those there are */
	struct buf words;        /* private: what values point into */
};

/*
 * Reads the variable: words with blanks (spaces and TABs) between them, in the
 * forms of the command line. Where it is not set or blank there are none.
 * ST_FAIL, beginning with its name, for what is none of --threads, --memory and
 * --allow-empty, or a value that is none, whether or not the caller has the
 * option: what one program refuses all do. Uses getopt_long(3), from the start
 * and leaving it there.
 */
int option_environment_read(struct option_environment *, struct err *);

/* Is the option there? Then *value is the last one given, alive until
 * option_environment_free; NULL for a flag. */
bool option_environment_has(
    const struct option_environment *, const char *name, const char **value);

void option_environment_free(struct option_environment *);

#endif
