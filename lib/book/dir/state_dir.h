/*
 * state_dir: a state directory, the lock on it, and its manifest.
 *
 * Whatever is written there appears under a new name, once it is whole and on
 * the disk; then the manifest is replaced, and that decides. A file that bears
 * one of our names (state_name.h) and is not named by the manifest is what a
 * run has left that was killed, and is removed by the next one (leftovers.h).
 */
#ifndef STATE_DIR_H
#define STATE_DIR_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "book/dir/day_entry.h"
#include "book/dir/manifest.h"
#include "book/dir/state_name.h"

struct state_dir {
	char *dir; /* owned */
	int lock;  /* the descriptor that holds the lock, or -1 */
	bool has_manifest;
	struct manifest manifest;
	char digest[DIGEST_TEXT + 1]; /* of the manifest */
};

/*
 * Makes the directory where it is missing (one level), locks the file lock in
 * it with fcntl(2), waiting for so many seconds, and reads the manifest, or
 * makes the first one, which names nothing. ST_AGAIN where another process holds
 * the lock; ST_DATA where the manifest is lost or damaged, or there are more
 * files than a run leaves that it does not name.
 */
int state_dir_open(
    struct state_dir *, const char *dir, unsigned wait_s, struct err *);

/* To look at only: nothing is made, locked or removed. ST_FAIL where there is
 * no manifest, ST_DATA as above. */
int state_dir_look(struct state_dir *, const char *dir, struct err *);

/* The path of a file there; the caller frees. */
char *state_dir_path(const struct state_dir *, struct span name);

/* The same by what it is. */
char *state_dir_path_of(const struct state_dir *, enum state_file, int32_t day,
    unsigned generation);

/* Reads what is known of a generation, whose file has to have the digest that
 * the manifest says. */
int state_dir_entry(const struct state_dir *, const struct manifest_day *,
    struct day_entry *, struct err *);

/* Writes the file of a day, and sets its digest in *d, which is not yet in the
 * manifest. */
int state_dir_put(const struct state_dir *, const struct day_entry *,
    struct manifest_day *d, struct err *);

/* Replaces the manifest: what it says holds from now on. */
int state_dir_commit(struct state_dir *, struct err *);

/* Gives the lock back. */
void state_dir_close(struct state_dir *);

#endif
