/*
 * world_files: files that flows name, and the flows of a directory; within the
 * room.
 */
#ifndef WORLD_FILES_H
#define WORLD_FILES_H

#include "text/names.h"

enum { WORLD_FILE_MAX = 1 << 28 }; /* bytes */

/* As world_ops has them. */
int world_files_read(
    const char *path, bool trusted, struct buf *, struct err *);
int world_files_list(
    const char *dir, const char *end, struct names *, struct err *);
int world_files_remove(const char *dir, struct err *);

#endif
