/*
 * sha256: SHA-256 as FIPS 180-4 has it.
 *
 * By the processor's own instructions where it has them (x86), else in C: the
 * slow twin, and the one to read.
 */
#ifndef SHA256_H
#define SHA256_H

#include <stdint.h>

#include "base/span.h"

enum { SHA256_BYTES = 32, SHA256_BLOCK = 64 };

struct sha256 {
	uint32_t h[8];
	uint64_t bytes;                    /* added so far */
	unsigned char block[SHA256_BLOCK]; /* those behind the last whole
					    * block */
};

void sha256_begin(struct sha256 *);
void sha256_add(struct sha256 *, struct span);

/* The digest of what was added, which is then of no more use. */
void sha256_end(struct sha256 *, unsigned char digest[SHA256_BYTES]);

/* n whole blocks into h: as sha256_add does it on this machine, and in C. */
void sha256_blocks(uint32_t h[8], const unsigned char *, size_t n);
void sha256_blocks_plain(uint32_t h[8], const unsigned char *, size_t n);

#endif
