/*
 * whole_dir: a directory of files that appears under its name only when all of
 * them are in it, in place of the one of that name.
 *
 * It is made beside it, under a name that begins with a dot. Whatever is killed
 * at whatever point leaves the old one, or none, or the new one, whole; what is
 * left beside it is taken over by the next one that is made. Only on a system
 * that cannot let two directories change their names at once there is, for a
 * moment, none.
 */
#ifndef WHOLE_DIR_H
#define WHOLE_DIR_H

#include "base/err.h"

/* Is it the name of a file that such a directory may hold? */
typedef bool whole_dir_holds_fn(const char *name);

/* Released by whole_dir_appear or whole_dir_abandon. */
struct whole_dir {
	char *name;   /* owned */
	char *making; /* owned: where it is made: files are written there */
	char *before; /* owned: where the old one may be for a moment */
	char *lock;   /* owned: a file that is locked meanwhile */
	int fd;       /* of the lock */
	whole_dir_holds_fn *holds;
};

/*
 * Begins one. The old one, which whole_dir_appear removes, holds nothing but
 * such files: else ST_FAIL, with the first other one. ST_AGAIN where another
 * process is making it.
 */
int whole_dir_begin(
    struct whole_dir *, const char *name, whole_dir_holds_fn *, struct err *);

/* All files are there, and on the disk: they appear. On failure the old one may
 * be there, or the new one, which may not have reached the disk. */
int whole_dir_appear(struct whole_dir *, struct err *);

/* Nothing appears. */
void whole_dir_abandon(struct whole_dir *);

#endif
