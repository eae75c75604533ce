/*
 * trusted_text: the whole text of a file that says what is done.
 */
#ifndef TRUSTED_TEXT_H
#define TRUSTED_TEXT_H

#include "base/buf.h"
#include "base/err.h"

/* Adds it. ST_FAIL, told, where it cannot be read, or others than root and the
 * user can write it. */
int trusted_text_read(const char *path, struct buf *, struct err *);

#endif
