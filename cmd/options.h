/*
 * options: a program's table of options, read from the profile and the
 * command line.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "base/buf.h"
#include "program.h"

/* A row, and where its settings are. */
struct option_known {
	struct option_row row;
	void *settings;
};

/* While they are read. */
struct options {
	struct program *program;
	struct option_known *list; /* owned: all rows, those of tables within
	                            * the table in their places */
	size_t n, cap;
	struct buf longs, letters; /* as getopt_long(3) wants them */
};

/*
 * Sets what the options say, those of the profile first so that the command
 * line has the last word. Returns the place of the first operand, behind
 * which argv has operands only. Bad options end the program with status 2,
 * --help and --version with 0.
 */
int options_read(struct program *, int argc, char **argv);

#endif
