/*
 * part: what came of a bill that broke, kept beside the file for another process,
 * as .NAME.recon-part: its bytes, and a last line of what they are of.
 *
 *	#recon-part 1 URL GOT SIZE MTIME ETAG MODIFIED SHA256
 *
 * parted by TABs, escaped; -1 and nothing for what was not told, and the digest
 * of the GOT bytes before the LF that this line begins behind.
 */
#ifndef PART_H
#define PART_H

#include <sys/stat.h>

#include "fetch/partial.h"

/*
 * Takes the part that is there into one that was just opened for a file, and goes
 * on behind it: nobody else has it then. One that is not whole, is of another
 * URL, or was changed is as none. ST_FAIL, told, where it cannot be had.
 */
int part_take(struct partial *, const char *url, struct err *);

/* Keeps what came under that name, on the disk; where nothing did, nothing. The
 * partial is dropped, whatever the outcome. */
int part_keep(struct partial *, const char *url, struct err *);

/* The parts of it that going.h has, too: SIZE to MODIFIED of a mark, and reading
 * them from where a line goes on; false where they are none. */
void part_mark_put(struct buf *, const struct transfer_mark *);
bool part_mark_take(struct span *line, struct transfer_mark *);

/* Only what this user has kept, and nobody has by another name. */
bool part_is_ours(const struct stat *);

#endif
