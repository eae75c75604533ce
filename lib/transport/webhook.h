/*
 * webhook: the headers of the Standard Webhooks specification 1.0, by which the
 * receiver knows who sent a body, when, and that it is whole.
 */
#ifndef WEBHOOK_H
#define WEBHOOK_H

#include "base/buf.h"
#include "base/err.h"

/* The key that a secret stands for: "whsec_" and base64, or the bytes
 * themselves. ST_FAIL, without saying what it is, where that is no base64. */
int webhook_key(struct span secret, struct buf *key, struct err *);

/* Adds "v1," and the signature of "ID.SECONDS.BODY", behind a blank unless the
 * buf is empty. */
void webhook_sign(struct buf *, struct span key, struct span id,
    int64_t seconds, struct span body);

#endif
