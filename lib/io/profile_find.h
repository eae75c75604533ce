/*
 * profile_find: where a profile is, and which there are.
 */
#ifndef PROFILE_FIND_H
#define PROFILE_FIND_H

#include "base/buf.h"
#include "base/err.h"

/*
 * The file of a profile. A name with a "/" is a path. Any other is looked up,
 * with ".ini" behind it unless it has that, in each directory of
 * $RECON_PROFILES (separated by ":"), in installed, and in the current
 * directory. Of several the first is taken where all are the same, byte by
 * byte. The caller frees; NULL, ST_FAIL, where there is none, or where two
 * differ, which are named.
 */
char *profile_find(const char *name, const char *installed, struct err *);

/* Adds a line for each that can be found by its name, in order: the name, and
 * what the comment says that it begins with, "# NAME - WORDS". */
void profile_list(const char *installed, struct buf *);

#endif
