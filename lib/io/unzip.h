/*
 * unzip: reading an entry of a zip archive. The one module that knows
 * libzip.
 *
 * The names of entries are UTF-8, or GB18030 where they are not: archives
 * made in China often do not say. What does not match its checksum is bad
 * data. An archive that is not a regular file is read into memory first,
 * because its directory is at its end.
 */
#ifndef UNZIP_H
#define UNZIP_H

#include "io/input.h"

/* True if the bytes at the head of a file say that it is a zip archive. */
bool unzip_is(struct span head);

/*
 * Lays an entry over in, nothing of which has been read: the only file, or
 * the only one whose name matches the pattern entry, where that is not NULL.
 * From then on in->name has the entry behind the archive's, and dies with
 * the input. -1 with the error told, names of the entries included.
 */
int unzip_cover(struct input *in, const char *entry, struct err *);

#endif
