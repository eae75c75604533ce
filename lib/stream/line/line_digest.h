/*
 * line_digest: the digest of a stream, version 2 of recon-record(5): the sum,
 * modulo 2^64, of XXH3-64 (seed 0) of each line without its LF.
 *
 * A sum does not depend on the order of the lines, and those of the parts of a
 * stream add up to that of the whole. It finds faults; it is no signature.
 */
#ifndef LINE_DIGEST_H
#define LINE_DIGEST_H

#include <stdint.h>

#include "base/buf.h"
#include "base/line_batch.h"

/* Of one line, without its LF. */
uint64_t line_digest(struct span line);

/* Of the lines of a batch. */
uint64_t line_digest_batch(const struct line_batch *);

/* Of the lines of a text, each with its LF, but for those that begin with "#":
 * control lines and comments are no data. */
uint64_t line_digest_text(struct span text);

/* Adds "xxh3=" and 16 hexadecimal digits, as a #total line has it. */
void line_digest_format(struct buf *, uint64_t digest);

/* Reads those digits: 0 to 9 and a to f. False, and *digest any, where they are
 * none. */
bool line_digest_read(struct span, uint64_t *digest);

/*
 * Looks for xxh3= among the fields of a #total line. 1 with the digest, 0 where
 * there is none, -1 where it is there twice or is not 16 digits.
 */
int line_digest_find(struct span line, uint64_t *digest);

#endif
