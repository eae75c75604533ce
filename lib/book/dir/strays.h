/*
 * strays: files of days that no manifest names.
 *
 * A run that is killed leaves those of one generation at most, for the next one
 * removes them before it begins; and a directory that is being taken over gets
 * the files of several days, beside their open items, before its first days are
 * named. Where there are more, it was the manifest that was changed: an older
 * one was put back, and what it does not know are days.
 */
#ifndef STRAYS_H
#define STRAYS_H

#include "book/dir/manifest.h"

/* ST_DATA where the files in the directory are not what one run leaves, the
 * newest told. */
int strays_check(const char *dir, const struct manifest *, struct err *);

#endif
