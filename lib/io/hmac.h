/*
 * hmac: HMAC-SHA256, RFC 2104: a digest that only who has the key can make.
 */
#ifndef HMAC_H
#define HMAC_H

#include "base/err.h"
#include "base/span.h"

enum { HMAC_BYTES = 32 };

/* Of the bytes, under the key; -1 as digest_end. */
int hmac_of(struct span key, struct span bytes, unsigned char mac[HMAC_BYTES],
    struct err *);

#endif
