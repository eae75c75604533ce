/*
 * read_ahead: a large file read ahead, by a thread, while the program works on
 * what came before. What the system has in its memory is taken from there. The
 * rest comes from the disk straight into a few blocks that go round (O_DIRECT),
 * which costs a fraction of reading it through the system's memory, and pushes
 * nothing out of there. Where that cannot be had, the file is read as
 * uncached_io does.
 */
#ifndef READ_AHEAD_H
#define READ_AHEAD_H

#include <stddef.h>
#include <sys/types.h>

enum {
	READ_AHEAD_BLOCK = 1 << 19, /* bytes */
	READ_AHEAD_BLOCKS = 3,
};

struct read_ahead;

/* Begins to read a regular file from where it stands; the descriptor stays
 * the caller's. NULL where no thread can be had. */
struct read_ahead *read_ahead_open(int fd);

/* As read(2): up to n bytes; 0 is the end, -1 an error with errno. */
ssize_t read_ahead_read(struct read_ahead *, char *p, size_t n);

/* Leaves the descriptor standing behind what read_ahead_read handed out. */
void read_ahead_close(struct read_ahead *);

#endif
