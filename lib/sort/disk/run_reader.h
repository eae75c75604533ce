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
	struct run_line {
		char *p; /* owned */
		size_t len;
	} line[2]; /* the line handed out last, and the one behind
	                  * it: made ahead, so that who asks for it does not
	                  * have to wait */
	int next;  /* the one to hand out */
};

/* Bytes of memory that a reader of the run takes. */
size_t run_room(const struct temp_file *, const struct run *);

/* Takes the run over. */
void run_open(struct run_reader *, struct temp_file *, struct run *);

/* 1 a line, which lives until the next call, 0 the end, -1 an error. */
int run_next(struct run_reader *, struct span *line, struct err *);

void run_close(struct run_reader *);

#endif
