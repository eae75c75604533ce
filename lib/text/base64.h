/*
 * base64: bytes as text and back, RFC 4648, section 4.
 */
#ifndef BASE64_H
#define BASE64_H

#include "base/buf.h"

void base64_add(struct buf *, struct span bytes);

/* Adds the bytes that the text stands for; its = at the end may be left out.
 * False, and the buf as it was, where it is none. */
bool base64_read(struct buf *, struct span text);

#endif
