/*
 * sealed_file: a small text file that tells the SHA-256 of itself.
 *
 * Its last line is "check<TAB>DIGEST", the digest of all bytes above that line,
 * as sha256sum(1) writes it. What was changed by as little as a bit is refused.
 */
#ifndef SEALED_FILE_H
#define SEALED_FILE_H

#include "base/buf.h"
#include "base/err.h"
#include "io/digest.h"

enum { SEALED_FILE_MAX = 1 << 28 }; /* bytes of one that is read */

/*
 * Adds the text above the last line to text, and sets digest. Returns 1, or 0
 * where there is no such file. ST_DATA for one that does not agree with
 * itself, ST_FAIL for what is no regular file.
 */
int sealed_file_read(struct buf *text, char digest[DIGEST_TEXT + 1],
    const char *path, struct err *);

/*
 * Writes text and its last line; the file appears when it is on the disk, in
 * place of one of that name. Sets digest. On failure, where the rename was
 * done and the directory could not be synced, the file may have appeared.
 */
int sealed_file_write(const char *path, struct span text,
    char digest[DIGEST_TEXT + 1], struct err *);

#endif
