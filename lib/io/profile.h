/*
 * profile: an INI file with one section per program, recon-profile(5).
 */
#ifndef PROFILE_H
#define PROFILE_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

struct profile_entry {
	char *section; /* owned: a program's name, "recon-clean" */
	char *key;     /* owned */
	char *value;   /* owned; blanks at either end are gone */
	uint64_t line;
};

struct profile {
	char *path;                    /* owned: the file that was found */
	struct profile_entry *entries; /* owned, in the order of the file */
	size_t n, cap;
};

/*
 * Finds, as profile_find.h has it, and reads a profile. A line that is no
 * section, key or comment is ST_FAIL and named.
 */
int profile_load(
    struct profile *, const char *name, const char *installed, struct err *);

/* The same of the file at path. */
int profile_read(struct profile *, const char *path, struct err *);

void profile_free(struct profile *);

#endif
