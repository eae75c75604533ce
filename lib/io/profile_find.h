/*
 * profile_find: where a profile is, and which there are.
 */
#ifndef PROFILE_FIND_H
#define PROFILE_FIND_H

#include "base/buf.h"
#include "base/err.h"

/* The file of a profile, NAME.ini, as installed.h finds it; those of
 * $RECON_PROFILES come first. The caller frees. */
char *profile_find(const char *name, const char *installed, struct err *);

/* Adds a line for each that can be found by its name, in order: the name, and
 * what the comment says that it begins with, "# NAME - WORDS". */
void profile_list(const char *installed, struct buf *);

#endif
