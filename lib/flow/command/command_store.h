/*
 * command_store: which store a command is about: a directory that has one of
 * SQLite, or the URL of a server, which several workers share.
 */
#ifndef COMMAND_STORE_H
#define COMMAND_STORE_H

#include "flow/command/command.h"

/* Cleared with {0}, released with command_store_free. */
struct command_store {
	struct buf store, dir, named; /* owned */
};

/* Sets store, server, dir, password_file and named of the command, as its options
 * and the environment have them. ST_FAIL where none is known, and for options that
 * do not go with it. */
int command_store_find(struct command_store *, struct command *, struct err *);

/* Adds what names it behind a command, where it was named, for those who are told
 * of alarms, wherever they are; and a NUL. */
void command_store_name(const struct command *, struct buf *);

void command_store_free(struct command_store *);

#endif
