/*
 * kept_place: where a program keeps what it needs from one time to the next.
 */
#ifndef KEPT_PLACE_H
#define KEPT_PLACE_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Adds its path, and a NUL: what --store says, which may be NULL, else what stands
 * in the variable, else "recon/flow", or whatever name is, in $XDG_STATE_HOME
 * or in ~/.local/state. ST_FAIL where none is known.
 */
int kept_place_find(const char *option, const char *variable, const char *name,
    struct buf *, struct err *);

/* Adds that of the last two, without a NUL; false where none is known. */
bool kept_place_default(const char *name, struct buf *);

/* Adds what names it behind a command that somebody types into a shell,
 * " --store DIR"; fit for a terminal, too. */
void kept_place_name(const char *place, struct buf *);

/* Makes a directory, and what is above it, where they are missing, for the user
 * alone. */
int kept_place_make(const char *dir, struct err *);

#endif
