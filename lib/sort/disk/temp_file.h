/*
 * temp_file: sorted lines put aside in a temporary file.
 *
 * The file has no name, so that nothing remains of it however the program
 * ends. It is used in blocks, and a block that was read is used again: while
 * runs are merged into longer runs the file does not grow beyond the data
 * and a block for each run. One file holds all runs, however many; the lines
 * in it are packed (front_code.h). run_reader.h reads them back.
 */
#ifndef TEMP_FILE_H
#define TEMP_FILE_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

struct temp_file {
	const char *dir; /* borrowed */
	int fd;
	size_t block;       /* bytes */
	char *buf;          /* owned: the block being written */
	size_t len;         /* bytes in it */
	struct span before; /* the line written last; borrowed */
	uint32_t *unused;   /* owned: blocks that were read */
	size_t n_unused, cap_unused;
	uint32_t blocks;    /* in the file, and in memory */
	char *kept;         /* owned: blocks that are in memory, */
	uint32_t kept_from; /* from this one on, */
	uint32_t keep;      /* how many there may be */
	uint64_t written;   /* bytes, to the file */
	bool last;          /* nothing is written any more */
};

/* Lines in order, written once, then read once. */
struct run {
	uint32_t *blocks; /* owned: where its bytes are, in order */
	size_t n, cap;
	uint64_t packed; /* bytes in the file */
	uint64_t lines;
	uint64_t bytes; /* of the lines, without LFs */
	size_t longest; /* bytes of the longest line */
};

/* A file in dir that is used in blocks of so many bytes; there is one as soon as
 * a block is written. */
void temp_file_open(struct temp_file *, const char *dir, size_t block);

/* The next blocks, so many, but at most 128 MB, stay in memory. Once. */
void temp_file_keep(struct temp_file *, uint32_t blocks);

/* Bytes of the blocks in memory. */
static inline size_t
temp_file_memory(const struct temp_file *s)
{
	size_t n = s->blocks - s->kept_from;

	return (n < s->keep ? n : s->keep) * s->block;
}

/* The blocks that stayed in memory go to the file after all. */
int temp_file_give_way(struct temp_file *, struct err *);

/*
 * Writes a run, cleared with {0} before its first line: any number of
 * temp_file_line, then temp_file_end. One run at a time. A line must live until the
 * next call.
 */
int temp_file_line(
    struct temp_file *, struct run *, struct span line, struct err *);
int temp_file_end(struct temp_file *, struct run *, struct err *);

/* Writes n bytes, at most a block, behind what the run has, beside the lines
 * of temp_file_line: each call is a block of its own. */
int temp_file_block(
    struct temp_file *, struct run *, const char *p, size_t n, struct err *);

/* Nothing is written any more: the blocks of a large file that were read go
 * back to the system, which then need not keep them nor bring them to the
 * disk. */
void temp_file_last(struct temp_file *);

/* Reads the first n bytes of a block, all of them. */
int temp_file_read(
    const struct temp_file *, uint32_t block, char *to, size_t n, struct err *);

/* The system may fetch the block: it will be read soon. */
void temp_file_soon(const struct temp_file *, uint32_t block);

/* The block will not be read again. */
void temp_file_give_up(struct temp_file *, uint32_t block);

void temp_file_close(struct temp_file *);

#endif
