/*
 * option_command: the commands of a program that has some: a table of rows,
 * which are structs that begin with an option_command.
 */
#ifndef OPTION_COMMAND_H
#define OPTION_COMMAND_H

#include "option/option_argv.h"

enum { OPTION_COMMAND_MANY = 1u << 30 }; /* words */

struct option_command {
	const char *name;
	const char *options;  /* its own, as option_argv_other has them */
	unsigned least, most; /* words behind it */
	const char *words;    /* what these are, for messages */
};

struct option_commands {
	const char *program; /* for messages */
	const void *rows;    /* borrowed */
	size_t size, n;      /* bytes of a row; rows */
};

/* The row of that name; NULL, ST_FAIL, with the one that is near. */
const void *option_command_find(
    const struct option_commands *, const char *name, struct err *);

/* Are the options its own, and as many words there as it takes? */
int option_command_fits(
    const struct option_command *, const struct option_argv *, struct err *);

#endif
