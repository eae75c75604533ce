/*
 * pipe_size: room between two programs.
 *
 * The usual 64 kB of a pipe make the programs at its ends wait for each
 * other many times a megabyte.
 */
#ifndef PIPE_SIZE_H
#define PIPE_SIZE_H

/* Asks for a megabyte of room if fd is a pipe; where the system does not
 * give it (or is not Linux) nothing changes. */
void pipe_size_widen(int fd);

#endif
