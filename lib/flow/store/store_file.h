/*
 * store_file: the file of a store, beside SQLite, which alone opens it: where
 * it lies, and whether it is the one that it was.
 */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Makes the file, empty, where there is none: for its owner alone, and for the
 * group of the directory to read where that may list it.
 */
int store_file_make(const char *path, struct err *);

/*
 * ST_FAIL for a directory of another user, or one in which others can put files
 * in the place of those that are there: SQLite takes what a write-ahead log
 * has, whoever made it.
 */
int store_file_check_dir(const char *dir, struct err *);

/* What is to be done about a damaged one. */
#define STORE_FILE_HINT "keep it aside, and put a backup in its place"

/* ST_DATA for a file of fewer bytes than it should have, unless its write-ahead
 * log may have them. */
int store_file_check_size(const char *path, int64_t bytes, struct err *);

/*
 * Adds what is known of a file and of no copy of it: its inode and, where the
 * file system has it, when it was made. The device is left out: its number may
 * be another after a boot.
 */
int store_file_mark(const char *path, struct buf *, struct err *);

#endif
