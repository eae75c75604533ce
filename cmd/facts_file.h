/*
 * facts_file: the file of --facts, recon-facts(5).
 */
#ifndef FACTS_FILE_H
#define FACTS_FILE_H

#include "program.h"

/* Opens the file, before anything is read, where one was asked for: from now on
 * the program's rules say that facts are to be noted. */
void facts_file_begin(struct program *);

/* The run ended well, with this status: the file appears. */
void facts_file_end(struct program *, enum status);

/* The run ends with this status, for this reason, and so says the file. -1,
 * told, where it cannot be written. */
int facts_file_failed(enum status, const char *reason, struct err *);

#endif
