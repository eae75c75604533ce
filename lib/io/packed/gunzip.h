/*
 * gunzip: reading through gzip (RFC 1952).
 *
 * Several members one behind the other are one stream, as gzip(1) has it,
 * and zero bytes behind the last are padding. Data that ends early, does not
 * match its checksum or is followed by anything else is bad data.
 */
#ifndef GUNZIP_H
#define GUNZIP_H

#include "io/input.h"

/* True if the bytes at the head of a file say that it is gzip. */
bool gunzip_is(struct span head);

/* Lays the unpacking over in, nothing of which has been read. */
int gunzip_cover(struct input *in, struct err *);

#endif
