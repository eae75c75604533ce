/*
 * cut_command: what the commands of recon-cut share, and their table.
 */
#ifndef CUT_COMMAND_H
#define CUT_COMMAND_H

#include "cut/command/cut_options.h"
#include "cut/turn/turn.h"
#include "option/option_command.h"

/* All is borrowed. */
struct cut_call {
	const char *name; /* of the command */
	const struct cut_options *options;
	char **operands; /* behind it */
	size_t n;
	const char *store;             /* its URL; NULL: not needed */
	const char *transports;        /* the directory of those installed */
	const char *who;               /* acts: the user of the process */
	struct facts *facts;           /* where what is read and written is
	                                * noted, or NULL */
	void (*say)(const char *line); /* on standard error */
	/* on standard output, at once */
	int (*print)(struct span, struct err *);
};

/* Does it: 0 with *status, which is ST_OK before; -1, told. */
typedef int cut_command_fn(
    const struct cut_call *, enum status *status, struct err *);

/* Of a book: without a store, or with one only where there is one. */
cut_command_fn cut_command_check, cut_command_flow;
cut_command_fn cut_command_is_date, cut_command_is_last;
/* Of a round: announce, withdraw, cut, ready, complete, seal, lock. */
cut_command_fn cut_command_turn, cut_command_step;
/* What is to be seen. */
cut_command_fn cut_command_date, cut_command_missed, cut_command_status,
    cut_command_history;

/* Records. */
cut_command_fn cut_command_split, cut_command_extract, cut_command_tie;
/* Records and accounts. */
cut_command_fn cut_command_post, cut_command_balance;

struct cut_command_row {
	struct option_command is;
	cut_command_fn *fn;
	bool no_store;
};

/* By its name; ST_FAIL, with the one that is near. */
const struct cut_command_row *cut_command_find(const char *name, struct err *);

/* Opens the book that the first word names, and the store. A store is made by
 * what changes it, where there is none. */
int cut_command_open(
    const struct cut_call *, struct turn *, enum db_use, struct err *);

/* Opens the book, and the store to be read: one without rounds where there is
 * none yet. */
int cut_command_look(const struct cut_call *, struct turn *, struct err *);

/* As cut_command_open, and reads a word that is a date of the book. A word that is none of
 * any book is told before. */
int cut_command_open_date(const struct cut_call *, const char *word,
    struct turn *, enum db_use, int32_t *date, struct err *);

/* The date that a word is, in the cycle of a book. */
int cut_command_date_of(const struct cut_call *, const struct cut_book *,
    const char *word, int32_t *date, struct err *);

#endif
