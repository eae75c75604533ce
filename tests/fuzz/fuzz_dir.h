/*
 * fuzz_dir: the directory that a target reads, filled anew for each input.
 */
#ifndef FUZZ_DIR_H
#define FUZZ_DIR_H

#include <dirent.h>
#include <limits.h>

#include "fuzz.h"

static inline void
fuzz_dir_put(const char *dir, const char *name, struct span text)
{
	char path[PATH_MAX];
	FILE *f;

	MUST(snprintf(path, sizeof path, "%s/%s", dir, name) < PATH_MAX);
	f = fopen(path, "w");
	MUST(f && fwrite(text.p, 1, text.len, f) == text.len && !fclose(f));
}

/* Removes its files. */
static inline void
fuzz_dir_empty(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *en;

	while (d && (en = readdir(d)))
		if (strcmp(en->d_name, ".") && strcmp(en->d_name, ".."))
			unlinkat(dirfd(d), en->d_name, 0);
	if (d)
		closedir(d);
}

#endif
