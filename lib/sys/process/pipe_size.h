/*
 * pipe_size: more room in a pipe between two programs.
 *
 * With the usual 64 kB the programs at the two ends of a pipe wait for each
 * other many times a megabyte.
 */
#ifndef PIPE_SIZE_H
#define PIPE_SIZE_H

/* Asks for a megabyte of room if fd is a pipe; where the system does not
 * give it (or is not Linux) nothing changes. */
void pipe_size_widen(int fd);

#endif
