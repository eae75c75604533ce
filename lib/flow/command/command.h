/*
 * command: what the commands of recon-flow share, and their table.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "base/buf.h"
#include "flow/command/flow_options.h"
#include "option/option_command.h"

/* All is borrowed. */
struct command {
	const struct flow_options *options;
	char **operands; /* behind the name of the command */
	size_t n;
	const char *store; /* its directory, or its URL; NULL: not needed */
	bool server;       /* that URL */
	const char *dir;   /* where attempts of this machine are: that of the
	                    * store, or the worker's */
	const char *password_file; /* of a server, or NULL */
	const char
	    *named; /* what names it behind a command that somebody types:
	                    * " --store DIR"; "" where it was not named */
	const char *transports;        /* the directory of those installed */
	const char *tickets;           /* likewise */
	const char *templates;         /* likewise */
	const char *shim;              /* the program libexec/recon/attempt */
	const char *version;           /* of the program */
	void (*say)(const char *line); /* on standard error */
	/* on standard output, at once */
	int (*print)(struct span, struct err *);
};

/* Does it: 0 with *status, which is ST_OK before; -1, told. */
typedef int command_fn(
    const struct command *, enum status *status, struct err *);

/* Those of a file, without a store. */
command_fn command_check, command_draw, command_from_book;
/* Runs. */
command_fn command_run, command_start, command_work;
/* What is said about them. */
command_fn command_order_run, command_order_node, command_class, command_missed,
    command_retire, command_gone;
/* What is to be seen. */
command_fn command_ls, command_show, command_log, command_stats,
    command_workers;
/* What is kept. */
command_fn command_prune, command_backup, command_move;

struct command_row {
	struct option_command is;
	command_fn *fn;
	bool no_store;
};

/* By its name; ST_FAIL, with the one that is near. */
const struct command_row *command_find(const char *name, struct err *);

#endif
