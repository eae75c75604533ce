/*
 * split_files: the directory that a split makes, recon-cut(5):
 *
 *	late.records	those that were late, in whatever part they are
 *	DATE.records	a part
 *	split		what the parts are
 */
#ifndef SPLIT_FILES_H
#define SPLIT_FILES_H

#include "cut/split/split_parts.h"
#include "stream/facts.h"
#include "sys/file/whole_dir.h"

#define SPLIT_FILE "split"
#define SPLIT_LATE_FILE "late.records"

/* Is it the name of a file that such a directory holds? */
bool split_files_has(const char *name);

/* All borrowed. */
struct split_files {
	const struct whole_dir *dir;
	struct split_parts *parts;
	struct facts *facts; /* or NULL */
	bool refuses;        /* where any is late no part is written */
	const char *refused; /* a file for a list of its own of those that
			      * are late, or NULL */
};

/* Writes the list and the parts, whose lines the sorter has, and sets their
 * digests. ST_BROKEN where they are not the lines that it was given. */
int split_files_write(const struct split_files *, struct err *);

/* Writes the text of the file split, and sets its digest. */
int split_files_write_text(const struct split_files *, struct span,
    char digest[DIGEST_TEXT + 1], struct err *);

#endif
