/*
 * unzip: the bill in a zip archive, chosen by name.
 */
#ifndef UNZIP_H
#define UNZIP_H

#include "io/packed/archive.h"
#include "text/names.h"

/*
 * Lays an entry over in, nothing of which has been read: the only file, or
 * the only one whose name matches the pattern entry, where that is not NULL.
 * From then on in->name has the entry behind the archive's, and dies with
 * the input. -1 with the error told, names of the entries included.
 */
int unzip_cover(struct input *in, const char *entry, struct err *);

/* The same with the archive of in, which is taken, also on an error. */
int unzip_cover_of(
    struct input *in, struct archive *, const char *entry, struct err *);

/*
 * The names of the entries chosen from in, nothing of which has been read: for
 * each of the patterns the only one that matches, and every one that matches
 * all, unless that is NULL, in their order in the archive. None where in is
 * not a zip archive, or is a spreadsheet. in stays open.
 */
int unzip_list(struct input *in, const struct names *patterns, const char *all,
    struct names *found, struct err *);

#endif
