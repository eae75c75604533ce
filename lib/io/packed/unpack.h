/*
 * unpack: what a packed file holds, gzip or zip, known by its first bytes
 * and not by its name. Spreadsheets, which are packed too, are refused by
 * name: their cells are read by bill/sheet.
 */
#ifndef UNPACK_H
#define UNPACK_H

#include "io/input.h"

/*
 * Lays what is needed over in, nothing of which has been read; a file that
 * is not packed stays as it is. entry is the pattern of the entry wanted
 * should it be a zip archive, or NULL; in->name may change, see unzip.h.
 */
int unpack_cover(struct input *in, const char *entry, struct err *);

#endif
