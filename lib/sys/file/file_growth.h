/*
 * file_growth: a descriptor for poll(2) that says when a file was written to.
 */
#ifndef FILE_GROWTH_H
#define FILE_GROWTH_H

enum { FILE_GROWTH_STEP_MS = 20 };

/* Readable after each write to the file, from now on; to be closed. -1 where the
 * system has no such thing to give: look again and again, FILE_GROWTH_STEP_MS
 * apart. */
int file_growth_open(const char *path);

/* Not readable any more, until the next write. Read the file after this, not
 * before. */
void file_growth_seen(int fd);

#endif
