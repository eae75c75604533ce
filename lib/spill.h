/*
 * spill: sorted lines put aside in a temporary file.
 *
 * The file has no name, so that nothing remains of it however the program
 * ends. It is used in blocks, and a block that was read is used again: while
 * runs are merged into longer runs the file does not grow beyond the data
 * and a block for each run. One file holds all runs, however many.
 */
#ifndef SPILL_H
#define SPILL_H

#include <stdint.h>

#include "err.h"
#include "span.h"

struct spill {
	const char *dir; /* borrowed */
	int fd;
	size_t block;    /* bytes */
	char *buf;       /* owned: the block being written */
	size_t len;      /* bytes in it */
	uint32_t *unused;  /* owned: blocks that were read */
	size_t n_unused, cap_unused;
	uint32_t blocks; /* in the file */
	bool last;       /* nothing is written any more */
};

/* Lines in order, written once, then read once. */
struct run {
	uint32_t *blocks; /* owned: where its bytes are, in order */
	size_t n, cap;
	uint64_t bytes;   /* LFs included */
	uint64_t lines;
	size_t longest;   /* bytes of the longest line, without LF */
};

/* Makes a file in dir that is used in blocks of so many bytes. */
int spill_open(struct spill *, const char *dir, size_t block, struct err *);

/*
 * Writes a run, cleared with {0} before its first line: any number of
 * spill_line, then spill_end. One run at a time.
 */
int spill_line(struct spill *, struct run *, struct span line, struct err *);
int spill_end(struct spill *, struct run *, struct err *);

/* Nothing is written any more: blocks that were read go back to the system,
 * which then need not keep them nor bring them to the disk. */
void spill_last(struct spill *);

void spill_close(struct spill *);

/* Reads a run back, giving up its blocks. */
struct run_reader {
	struct spill *spill;
	struct run run;  /* taken over */
	size_t block;    /* the next of run.blocks to read */
	uint64_t left;   /* bytes of the run not read from the file */
	uint64_t lines;  /* handed out */
	char *buf;       /* owned */
	size_t cap;      /* bytes; a block and the longest line */
	size_t pos, end; /* of the bytes not handed out */
};

/* Bytes of memory that a reader of the run takes. */
size_t run_room(const struct spill *, const struct run *);

/* Takes the run over. */
void run_open(struct run_reader *, struct spill *, struct run *);

/* 1 a line, which lives until the next call, 0 the end, -1 an error. */
int run_next(struct run_reader *, struct span *line, struct err *);

void run_close(struct run_reader *);

#endif
