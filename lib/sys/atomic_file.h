/*
 * atomic_file: a file that appears under its name only when everything is in it.
 *
 * It is written beside the one of that name, under a temporary name that
 * begins with a dot, and renamed in the end. A signal that ends the program
 * removes it.
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

/* Renames the file to name and brings the rename to the disk. On failure the
 * temporary file is still there. */
int atomic_file_appear(char *temp, const char *name, struct err *);

/* Removes the temporary file: nothing appears under the name. */
void atomic_file_remove(char *temp);

#endif
