/*
 * presence: a process says by a file that it holds open that it is there, and
 * others see it without touching it.
 *
 * The sign is a lock of fcntl(2) on the open file, which belongs to it as a
 * lock of flock(2) does and minds no such lock: it ends with the last of its
 * descriptors, however the process ends. Who looks takes nothing, so whoever
 * asks for a lock meanwhile is not refused.
 */
#ifndef PRESENCE_H
#define PRESENCE_H

/* Puts the sign on a descriptor that is open for writing. Only what is shown
 * needs it: a system that has none is no error. */
void presence_put(int fd);

/* 1: somebody has put it on that file. 0: nobody has, or there is no such file.
 * -1: that cannot be known, as of a file of another user. */
int presence_look(const char *path);

#endif
