/*
 * installed: files that are known by a name: profiles, templates.
 */
#ifndef INSTALLED_H
#define INSTALLED_H

#include "base/err.h"
#include "text/names.h"

/* Where they lie and what they are called; all is borrowed. */
struct installed {
	const char *what;   /* "profile" */
	const char *env;    /* a variable of directories, parted by ":" */
	const char *suffix; /* ".ini" */
	const char *dir;    /* of those that were installed, or NULL */
};

/*
 * The file of a name. One with a "/" is a path. Any other is looked up, with
 * the suffix behind it unless it has that, in each directory of the variable,
 * in dir, and in the current directory. Of several the first is taken where all
 * are the same, byte by byte. The caller frees; NULL, ST_FAIL, where there is
 * none, or where two differ, which are named.
 */
char *installed_find(const struct installed *, const char *name, struct err *);

/* The names there are, in order, without those of the current directory: any
 * file of that suffix may lie there. */
struct names installed_names(const struct installed *);

#endif
