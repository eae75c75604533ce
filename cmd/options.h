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
 * Sets what the options say, those of the profile first, then those of
 * RECON_OPTIONS, so that the command line has the last word. Returns the place
 * of the first operand, behind which argv has operands only. Bad options end
 * the program with status 2, --help and --version with 0.
 */
int options_read(struct program *, int argc, char **argv);

/* Private: the first row of that name; NULL. */
const struct option_known *options_find(
    const struct options *, const char *name);

/* Private: does what the option says. Ends the program where the value is none;
 * where: "--top", "shop.ini:12: top". */
void options_set(struct options *, const struct option_known *,
    const char *value, const char *where);

/* Private: the next of the arguments, as getopt_long(3), and the option that it
 * has found. */
int options_next(const struct options *, int argc, char **argv);
const struct option_known *options_found(const struct options *, int c);

#endif
