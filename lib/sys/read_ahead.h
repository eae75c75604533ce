/*
 * read_ahead: a large file read ahead, by a thread, while the program works on
 * what came before.
 *
 * What the system has in its memory is taken from there. The rest comes from
 * the disk straight into a few blocks that go round (O_DIRECT), which costs a
 * fraction of reading it through the system's memory, and pushes nothing out
 * of there. Where that cannot be had, the file is read as passing.h does.
 */
#ifndef READ_AHEAD_H
#define READ_AHEAD_H

#include <stddef.h>
#include <sys/types.h>

enum {
	FETCH_BLOCK = 1 << 19, /* bytes */
	FETCH_BLOCKS = 3,
};

struct fetch;

/* Begins to read a regular file from where it stands; the descriptor stays
 * the caller's. NULL where no thread can be had. */
struct fetch *fetch_open(int fd);

/* As read(2): up to n bytes; 0 is the end, -1 an error with errno. */
ssize_t fetch_read(struct fetch *, char *p, size_t n);

/* Leaves the descriptor standing behind what fetch_read handed out. */
void fetch_close(struct fetch *);

#endif
