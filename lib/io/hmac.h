/*
 * hmac: HMAC-SHA256 (RFC 2104), a digest that only who has the key can make; by
 * Nettle.
 */
#ifndef HMAC_H
#define HMAC_H

#include "base/span.h"

enum { HMAC_BYTES = 32 };

/* Of the bytes, under the key, which may be of any length. */
void hmac_of(struct span key, struct span bytes, unsigned char mac[HMAC_BYTES]);

#endif
