/*
 * checksum: what a file of digests says of a file: "HEX  NAME" and "HEX *NAME" as
 * md5sum(1) and sha256sum(1) write them, "SHA256 (NAME) = HEX" as the BSDs do, or
 * the hexadecimal digits alone. 32 of them are MD5, 64 SHA-256.
 */
#ifndef CHECKSUM_H
#define CHECKSUM_H

#include "base/err.h"
#include "io/digest.h"

struct checksum {
	char hex[DIGEST_TEXT + 1]; /* in small letters; a NUL behind it */
	bool is_md5;
};

/*
 * Finds what the text says of the file of that name, with or without a
 * directory before it; a text of digits alone is of any file. ST_AGAIN for a
 * text of nothing, which is being written; ST_DATA for one that is none, or does
 * not name the file.
 */
int checksum_find(
    struct checksum *, struct span text, struct span name, struct err *);

#endif
