/*
 * ini_walk: the walk through a file of sections and keys: flows, classes.ini,
 * runner.ini, books.
 *
 * It tells what is wrong whatever the file says: lines that are no UTF-8 or
 * neither a section nor a key, and keys before the first section. What stands
 * in the file is up to who reads it.
 */
#ifndef INI_WALK_H
#define INI_WALK_H

#include "sections/told.h"
#include "io/ini.h"

/* All is borrowed. The line, ini.h, is that which is read. */
struct ini_walk {
	const char *path; /* of the file, as it is told */
	struct told *told;
	const char *first; /* sections that may stand first, "[flow]" */
	void *arg;
	/* A section begins, which may be none that is known. */
	void (*section)(void *arg, const struct ini *line);
	/* A key of it. -1: what is wrong is told, "KEY: reason". */
	int (*entry)(void *arg, const struct ini *line, struct err *);
};

/* Reads all of it. -1, ST_FAIL, where it cannot be read, or where others can
 * write it. */
int ini_walk_read(const struct ini_walk *, struct err *);

/* The same of the text of that file, whose last line may lack its LF; -1 where
 * it cannot be read to its end, which is told of the file. */
int ini_walk_text(const struct ini_walk *, struct span text);

#endif
