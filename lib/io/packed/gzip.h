/*
 * gzip: a file written packed, RFC 1952, without name and time, so that the
 * same bytes give the same file.
 *
 * It appears under its name only when everything is in it (output.h). The first
 * failure sticks; gzip_sync and gzip_close report it.
 */
#ifndef GZIP_H
#define GZIP_H

#include "io/digest.h"
#include "io/output.h"

struct gzip;

/* NULL, told, where it cannot be opened. */
struct gzip *gzip_open(const char *path, struct err *);

void gzip_put(struct gzip *, struct span);

/* Ends the data and brings it to the disk, under no name yet; digest and bytes
 * are those of the file. */
int gzip_sync(
    struct gzip *, char digest[DIGEST_TEXT + 1], uint64_t *bytes, struct err *);

/* Lets the file appear; it has been synced. Frees, whatever the outcome. */
int gzip_close(struct gzip *, struct err *);

/* Throws the file away. */
void gzip_abandon(struct gzip *);

#endif
