/*
 * files_apart: no file that a program writes is another one that it writes or
 * reads.
 */
#ifndef FILES_APART_H
#define FILES_APART_H

#include "program.h"

/* Notes the file that an option names; the last word on an option counts. */
void files_apart_note(
    struct program *, const struct option_row *, const char *path);

/*
 * Compares the files that were noted and the operands, before any of them is
 * opened: two are one if they are one to the system, or, where there is none
 * yet, by their names, links resolved. Ends the program with status 2
 * where an output is another output or an input, or lies in a directory that
 * keeps state. Devices and pipes are not looked at.
 */
void files_apart_check(const struct program *);

#endif
