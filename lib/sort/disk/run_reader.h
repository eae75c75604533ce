/*
 * run_reader: reads back the sorted lines that temp_file.h put aside.
 */
#ifndef RUN_READER_H
#define RUN_READER_H

#include "sort/disk/temp_file.h"

/* Reads a run, giving up its blocks. */
struct run_reader {
	struct temp_file *spill;
	struct run run;        /* taken over */
	size_t block;          /* the next of run.blocks to read */
	uint64_t left;         /* bytes of the run not read from the file */
	uint64_t lines, bytes; /* handed out */
	char *buf;             /* owned: of the file */
	size_t cap;            /* bytes; a block and the longest entry */
	size_t pos, end;       /* of the entries not handed out */
	/* the texts of the lines handed out last; the next one is made from
	 * the last of them */
	char *texts;        /* owned */
	size_t room;        /* bytes; at least two lines */
	struct span before; /* the last line, in texts */
};

/* Bytes of memory that a reader of the run takes. */
size_t run_room(const struct temp_file *, const struct run *);

/* Takes the run over. */
void run_open(struct run_reader *, struct temp_file *, struct run *);

/* The next lines, up to max, at least one: how many, 0 at the end, -1 an error.
 * They live until the next call. */
int run_next(struct run_reader *, struct span *lines, size_t max, struct err *);

void run_close(struct run_reader *);

#endif
