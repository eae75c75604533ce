/*
 * seen: which bills were read before, by the digest of what is in them.
 *
 * A file of lines, digest (SHA-256 in hexadecimal), time (UTC), name, with a
 * TAB between them. What is packed counts as it is unpacked, so that a bill
 * sent again in another archive is the same bill.
 */
#ifndef SEEN_H
#define SEEN_H

#include "buf.h"
#include "err.h"
#include "input.h"
#include "sha256.h"

struct digest; /* of an input */

/* Lays a digest of what is read over in, which owns it from now on. */
struct digest *digest_cover(struct input *in);

/* Reads what is left, and writes the digest of all. */
int digest_finish(struct digest *, char hex[SHA256_HEX + 1], struct err *);

struct seen {
	const char *path; /* borrowed; NULL: nobody asked */
	bool again;       /* take what was seen before */
	struct buf lines; /* owned: to be added by seen_commit */
};

/*
 * Notes a bill. -1 where it was seen before, told with name and time (status
 * ST_DIFFER), or where the file cannot be read.
 */
int seen_note(struct seen *, const char *hex, const char *name,
    struct err *);

/*
 * Adds what was noted to the file, which is on the disk when this returns 0.
 * -1 as seen_note if another program was faster.
 */
int seen_commit(struct seen *, struct err *);

void seen_free(struct seen *);

#endif
