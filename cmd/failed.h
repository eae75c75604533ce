/*
 * failed: a program that dies says so to the one that reads its standard
 * output, in the control line #failed.
 */
#ifndef FAILED_H
#define FAILED_H

#include "program.h"

/* From now on failed_tell knows what would go to standard output. */
void failed_begin(const struct program *);

/* Standard output is not to be written to: failed_tell writes nothing. */
void failed_keep_off(void);

/*
 * Writes the line to standard output, unless what goes there is no stream, has
 * no control lines, or is seen by a person. A failure that was read is passed
 * on instead of text. True where text was passed on to another program, which
 * has it told or tells it.
 */
bool failed_tell(enum status, const char *text);

#endif
