/*
 * write_whole: all of some bytes to a descriptor, however many calls that takes.
 */
#ifndef WRITE_WHOLE_H
#define WRITE_WHOLE_H

#include "base/span.h"

/* -1, errno says why, where the rest could not be written. */
int write_whole(int fd, struct span);

#endif
