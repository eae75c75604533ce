/*
 * digest: SHA-256 (FIPS 180-4) of all that is read from an input. The one
 * module that knows OpenSSL's headers.
 *
 * It lies as a layer over the input and changes nothing; where it lies says
 * what is digested, the bytes of a file or what was unpacked from it.
 */
#ifndef DIGEST_H
#define DIGEST_H

#include "io/input.h"

enum { DIGEST_TEXT = 64 }; /* bytes of it in hexadecimal, as sha256sum(1) */

struct digest;

/* The digest belongs to the input and goes with it. */
struct digest *digest_cover(struct input *);

/*
 * The digest, with a NUL behind it, and of how many bytes it is. ST_BROKEN
 * where the input was not read to its end. To be called once.
 */
int digest_take(
    struct digest *, char text[DIGEST_TEXT + 1], uint64_t *bytes, struct err *);

#endif
