/*
 * outbox: a directory of events that are to be sent, of what came of them, and
 * of what was told, recon-outbox(5): a folder for each target.
 *
 * A run adds events (outbox_add.h), under write.lock of the folder; whoever
 * sends them (pending.h) holds its send.lock. Both are held by flock(2).
 */
#ifndef OUTBOX_H
#define OUTBOX_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"
#include "outbox/files/outbox_kind.h"

enum {
	OUTBOX_WAIT = 60,      /* seconds for a lock */
	OUTBOX_REMEMBER = 400, /* days */
};

struct outbox {
	char *dir;              /* owned */
	unsigned wait_s;        /* for a lock; OUTBOX_WAIT, or as the caller
				 * sets it */
	unsigned remember_days; /* ids are kept; OUTBOX_REMEMBER, or as the
				 * caller sets it */
};

/*
 * Makes the directory, mode 0700, where it is missing (one level) and brings
 * that to the disk. ST_FAIL where it cannot be had, belongs to another user
 * than root or this one, or others can write it. On failure there is nothing
 * to close.
 */
int outbox_open(struct outbox *, const char *dir, struct err *);

/* The same to look at only: ST_FAIL where it is missing; nothing is made. */
int outbox_look(struct outbox *, const char *dir, struct err *);

void outbox_close(struct outbox *);

/* May a folder be called so? Letters, digits and -_. and neither - nor . at its
 * beginning, at most 200 bytes. */
bool outbox_is_target(struct span name);

/* Calls fn for each target that has a folder, in the order of their names. What
 * fn returns, if not 0, ends it and is returned; -1, told, where the directory
 * cannot be read. */
typedef int outbox_target_fn(void *arg, const char *target, struct err *);
int outbox_targets(
    const struct outbox *, outbox_target_fn *, void *arg, struct err *);

/* Makes the folder of a target, as outbox_open the directory. ST_FAIL, too,
 * where it cannot be called so. */
int outbox_make_target(const struct outbox *, const char *target, struct err *);

/* The path of a target's folder, or of a file in it; the caller frees. */
char *outbox_folder(const struct outbox *, const char *target);
char *outbox_path(const struct outbox *, const char *target, const char *file);

#endif
