/*
 * target: one section of recon-targets(5), who an event goes to and how.
 *
 * What is the same in all targets is read here, also for who starts a
 * transport; the rest are rows of the transport's own.
 */
#ifndef TARGET_H
#define TARGET_H

#include "base/buf.h"
#include "io/profile.h"
#include "transport/target_values.h"

struct target {
	const char *name;    /* borrowed */
	bool alone;          /* of what all targets have it has a transport */
	struct profile file; /* owned: values of settings point into it */
};

/*
 * Reads the section name of the file at path into the settings; a row may stand
 * for another table. ST_FAIL, told
 * with the line: a file that others can write, no such target, a key that
 * neither the rows nor all targets have, one that is there twice and not
 * TARGET_MANY, a value that is wrong, no transport.
 */
int target_read(struct target *, const char *path, const char *name,
    const struct option_row *rows, struct target_common *settings,
    struct err *);

/* The same of what is no target, but is reached as one: of the keys that all
 * targets have there is only the transport. */
int target_read_alone(struct target *, const char *path, const char *name,
    const struct option_row *rows, struct target_common *settings,
    struct err *);

/* For who starts transports: only what all targets have; the other keys are not
 * looked at. */
int target_read_common(struct target *, const char *path, const char *name,
    struct target_common *, struct err *);

/* Shows a robot what it is sent as markup? The transport reads that key; here it
 * is known for who makes the texts. */
bool target_has_markup(const struct target *);

/* Sets "PATH: [NAME] WHAT", ST_FAIL. Always -1. */
int target_fail(const struct target *, struct err *, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds the path that a value names, and a NUL: one that is not absolute begins
 * where the file of targets is. */
void target_path(const struct target *, const char *value, struct buf *);

/* Adds the path of its transport, and a NUL: a name is one of those in dir. */
void target_transport(const struct target *, const struct target_common *,
    const char *dir, struct buf *);

/*
 * Adds what the secret file that a value names holds: "credential:NAME" is a
 * file of $CREDENTIALS_DIRECTORY, systemd.exec(5). ST_FAIL as trusted_file.h.
 */
int target_secret(
    const struct target *, const char *value, struct buf *, struct err *);

void target_free(struct target *);

#endif
