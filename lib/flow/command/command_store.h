/*
 * command_store: where the store is.
 */
#ifndef COMMAND_STORE_H
#define COMMAND_STORE_H

#include "base/buf.h"
#include "base/err.h"

/* Adds its path, and a NUL: the option, else $RECON_FLOW_STORE, else recon/flow
 * in $XDG_STATE_HOME or in ~/.local/state. ST_FAIL where none is known. */
int command_store_find(const char *option, struct buf *, struct err *);

/* Adds what names a directory behind a command that somebody types into a shell,
 * " --store DIR"; fit for a terminal, too. */
void command_store_name(const char *dir, struct buf *);

/* Makes it, and what is above it, where they are missing, for the user alone. */
int command_store_make(const char *dir, struct err *);

#endif
