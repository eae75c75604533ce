/*
 * atomic_file: a file that appears under its name only when everything is in it.
 *
 * It is written beside the one of that name, under a temporary name that
 * begins with a dot, and renamed in the end. A signal that ends the program
 * removes it; one that is ignored, or that the program takes itself, is left as
 * it is.
 */
#ifndef ATOMIC_FILE_H
#define ATOMIC_FILE_H

#include <sys/stat.h>

#include "base/err.h"

/*
 * Makes a file beside name, with the mode of old, the file it replaces, or
 * the umask's where old is NULL. Returns its descriptor, or -1. *temp is its
 * name until atomic_file_appear or atomic_file_remove, which free it; NULL on failure.
 */
int atomic_file_open(
    const char *name, const struct stat *old, char **temp, struct err *);

/*
 * Is temp the name, without a directory, of a temporary file? Then the name of
 * the file it was to be, of *len bytes (where that is long, the beginning of
 * it), within temp; else NULL.
 */
const char *atomic_file_temp_of(const char *temp, size_t *len);

/*
 * Renames the file to name and brings the rename to the disk. temp is freed
 * once it is renamed. On failure either the temporary file is still there and
 * *temp is not NULL, or it has appeared and may not have reached the disk.
 */
int atomic_file_appear(char **temp, const char *name, struct err *);

/* From here on a signal that ends the program leaves it under the temporary name. */
void atomic_file_leave(const char *temp);

/* Removes the temporary file: nothing appears under the name. */
void atomic_file_remove(char *temp);

#endif
