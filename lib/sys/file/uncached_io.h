/*
 * uncached_io: reading and writing what only passes through.
 *
 * The system keeps in memory what was read from files or written to them, in
 * case it is wanted again. Of data that is large beside the memory that is
 * no use: it pushes out what others have there, and itself before it is
 * wanted again; and giving it memory costs more than copying it. These calls
 * ask for the data not to stay (RWF_DONTCACHE, Linux 6.14), and are read(2),
 * pread(2), write(2) and pwrite(2) where that cannot be had. What was in
 * memory before stays.
 */
#ifndef UNCACHED_IO_H
#define UNCACHED_IO_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* As a place in a file: where the descriptor stands. */
enum { UNCACHED_HERE = -1 };

/* True if a file of so many bytes should not stay in memory: more than a 32nd
 * of it. */
bool uncached_is_large(uint64_t bytes);

/* n bytes at a place of a file: as read(2) and write(2). */
ssize_t uncached_read(int fd, void *, size_t n, off_t at);
ssize_t uncached_write(int fd, const void *, size_t n, off_t at);

#endif
