/*
 * option_argv: the words behind the name of a program that has commands: a
 * command, the options of all of them in one table, and the rest of it.
 */
#ifndef OPTION_ARGV_H
#define OPTION_ARGV_H

#include "option/option_row.h"

enum { OPTION_ARGV_ROWS = 64 }; /* of a table, at most */

struct option_argv {
	const char *program;           /* for messages */
	const struct option_row *rows; /* each has a name */
	const char *hint; /* what to do about an option that is none; NULL: "try
	                   * 'PROGRAM --help'" */

	uint64_t given; /* a bit for each row of the table that was said, */
	const char *values[OPTION_ARGV_ROWS]; /* and its value, borrowed; NULL:
	                                       * a flag */
	char **operands;                      /* borrowed */
	size_t n;
};

/*
 * Reads the words into the settings; they are put in order: options first.
 * ST_FAIL for an option that there is not, with the one that is near, or a value
 * that is none.
 */
int option_argv_read(
    struct option_argv *, void *settings, int argc, char **argv, struct err *);

/* The first option that was given and is none of these, which are long names
 * with blanks between them; NULL where all are. */
const char *option_argv_other(const struct option_argv *, const char *allowed);

#endif
