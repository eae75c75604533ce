/*
 * head: only the first bytes of an input.
 */
#ifndef HEAD_H
#define HEAD_H

#include "io/input.h"

/* Lays a layer over in under which it ends after n bytes, if not before. */
void head_cover(struct input *in, uint64_t n);

#endif
