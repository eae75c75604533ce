/*
 * digest: SHA-256 (FIPS 180-4) of all that is read from an input. It, md5 and hmac
 * are what knows Nettle's headers.
 *
 * Over an input it lies as a layer and changes nothing; where it lies says
 * what is digested, the bytes of a file or what was unpacked from it.
 */
#ifndef DIGEST_H
#define DIGEST_H

#include "io/input.h"

enum { DIGEST_TEXT = 64 }; /* bytes of it in hexadecimal, as sha256sum(1) */

/* Of bytes as they come: digest_begin's is released by digest_end or
 * digest_drop. */
struct digest_sum;

struct digest_sum *digest_begin(void);
void digest_add(struct digest_sum *, struct span);

/* The first n digits, an even number, of the digest of what was added; and
 * another begins. */
void digest_again(struct digest_sum *, char *text, size_t n);

/* The digest, with a NUL behind it. */
void digest_end(struct digest_sum *, char text[DIGEST_TEXT + 1]);
void digest_drop(struct digest_sum *);

/* Of bytes that are there. */
void digest_of(struct span, char text[DIGEST_TEXT + 1]);

/* True for a digest as text. */
bool digest_is(struct span);

/* A digest, once it is known. */
struct digest_text {
	char hex[DIGEST_TEXT + 1]; /* with a NUL behind it */
	uint64_t bytes;            /* it is of so many */
	bool known;
};

/* Of all bytes of an input that is a regular file, unpacked by nobody;
 * wherever reading is, it goes on there. ST_FAIL, told. */
int digest_file(const struct input *, struct digest_text *, struct err *);

struct digest;

/* The digest belongs to the input and goes with it. */
struct digest *digest_cover(struct input *);

/* The same, where whoever lays it over the input does not close it: when that
 * happens, and it was read to its end, *to has the digest, which must live so
 * long. Without sum it only knows of how many bytes it would be. */
void digest_cover_to(struct input *, struct digest_text *to, bool sum);

/*
 * The digest, with a NUL behind it, and of how many bytes it is. ST_BROKEN
 * where the input was not read to its end. To be called once.
 */
int digest_take(
    struct digest *, char text[DIGEST_TEXT + 1], uint64_t *bytes, struct err *);

#endif
