/*
 * option_row: what a program can be told, a table of rows: what --help says,
 * the long options, the keys of a profile and the values they take.
 */
#ifndef OPTION_ROW_H
#define OPTION_ROW_H

#include "base/err.h"

/* An option with its value, which is borrowed, and of no use for a flag. */
struct option_given {
	const struct option_row *row;
	const char *value;
};

/* Does what an option says to what lies at the row's place. ST_FAIL with what
 * is wrong with the value. */
typedef int option_setter(void *at, const struct option_given *, struct err *);

/* What the value is, if it names a file. */
enum option_file {
	OPTION_FILE_NONE,
	OPTION_FILE_IN,
	OPTION_FILE_OUT,
	OPTION_FILE_STATE, /* a directory, in which nobody else writes */
};

/*
 * A row is an option; or text of --help, where only help is set; or stands
 * for the rows of another table, where rows is. A table ends with {0}.
 */
struct option_row {
	const char *name;     /* the long one, and the key in a profile; a
	                       * second row of that name is another form of its
	                       * value, for --help */
	int letter;           /* the short one, or 0 */
	const char *argument; /* as --help has it; NULL: a flag */
	option_setter *set;   /* NULL: an option that programs share */
	const char *help;     /* ",": the next option stands on the same line;
	                       * NULL: what is said in all programs */
	size_t at;            /* bytes from the begin of the settings */
	size_t said;          /* a const char * there gets the name of the
	                       * option when it is given; 0: it is not told */
	uint64_t least, most; /* of a number */
	enum option_file file;
	int kind;         /* for a setter that knows several */
	bool same_result; /* says how, not what: the same comes out with it */
	const struct option_row *rows;
};

/* False at the end of a table. */
static inline bool
option_row_is(const struct option_row *o)
{
	return o->name || o->help || o->rows;
}

/* The first of that name in one table, NULL where there is none. */
const struct option_row *option_row_find(
    const struct option_row *, const char *name);

/* Does what the option says to the settings. -1 as the setter. */
int option_row_set(
    const struct option_row *, void *settings, const char *value, struct err *);

#endif
