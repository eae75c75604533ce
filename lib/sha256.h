/*
 * sha256: the digest of FIPS 180-4.
 */
#ifndef SHA256_H
#define SHA256_H

#include <stdint.h>

#include "span.h"

enum { SHA256_HEX = 64 }; /* hexadecimal digits */

struct sha256 {
	uint32_t state[8];
	uint64_t bytes;    /* so far */
	unsigned char block[64];
};

void sha256_init(struct sha256 *);
void sha256_add(struct sha256 *, struct span);

/* Writes the digest in small hexadecimal digits and a NUL. The struct is
 * then used up. */
void sha256_hex(struct sha256 *, char text[SHA256_HEX + 1]);

#endif
