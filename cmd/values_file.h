/*
 * values_file: counts and sums of the run for whoever began it, in the file that
 * the environment names in RECON_OUT, recon-facts(5).
 */
#ifndef VALUES_FILE_H
#define VALUES_FILE_H

#include "program.h"

/* Reads the environment, before any file is opened. Usage ends the program. */
void values_file_read(struct program *);

/* Opens the file, before anything is read, where one was named: from now on
 * facts are noted, without digests unless --facts wants them. */
void values_file_begin(struct program *);

/* The run ended well, with this status: the lines are appended, in one write. */
void values_file_end(struct program *, enum status);

#endif
