/*
 * fixed_split: cuts records of fixed width into fields before they are decoded.
 *
 * A layer over an input: every line of the file becomes one line that tells
 * its type and has its fields set apart by the byte FIXED_SPLIT_MARK. Cutting
 * comes first because positions are bytes, and a decoder over this layer
 * sees a mark where a character was cut in two. For fixed_rows, which reads
 * it.
 */
#ifndef FIXED_SPLIT_H
#define FIXED_SPLIT_H

#include "bill/fixed/fixed_layout.h"
#include "io/input.h"

enum {
	FIXED_SPLIT_MARK = 0x1f, /* unit separator; must not be in the file */
	FIXED_SPLIT_TYPE = 0x21, /* first byte of a line: the number of its
	                      * record type added to this, */
	FIXED_SPLIT_BAD = 0x20,  /* or this: no record, the reason and, behind a
	                      * mark, the line as it was */
};

/* f is borrowed until the input is closed. */
void fixed_split_cover(struct input *in, const struct fixed *f);

#endif
