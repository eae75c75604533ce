/*
 * md5: MD5 (RFC 1321), which banks still put beside their files; by Nettle. It
 * tells a damaged file, not a forged one.
 */
#ifndef MD5_H
#define MD5_H

#include "base/span.h"

enum { MD5_TEXT = 32 }; /* bytes of it in hexadecimal, as md5sum(1) */

/* Of bytes as they come: md5_begin's is released by md5_end. */
struct md5_sum;

struct md5_sum *md5_begin(void);
void md5_add(struct md5_sum *, struct span);

/* The digest, with a NUL behind it. */
void md5_end(struct md5_sum *, char text[MD5_TEXT + 1]);

#endif
