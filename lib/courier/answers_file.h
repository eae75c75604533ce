/*
 * answers_file: the file that a transport writes its answers to, read line by
 * line while it grows. What stood there before is left alone.
 */
#ifndef ANSWERS_FILE_H
#define ANSWERS_FILE_H

#include "base/buf.h"
#include "base/err.h"

enum { ANSWERS_LINE_MAX = 1 << 23 }; /* bytes; a reply may be 1 << 20 */

/* Cleared with {0} it is closed. */
struct answers_file {
	bool open;
	int fd;           /* owned: read from */
	int growth;       /* owned: file_growth.h */
	int64_t read;     /* bytes of the file that were read, or stood there */
	struct buf bytes; /* owned: what was read, and from at on not taken */
	size_t at;
};

/*
 * Opens it, made where it is missing, for its owner alone; *to, to be closed by
 * the caller, is what to write to. A line that a crash has cut off there is
 * ended, so that it is no answer.
 */
int answers_file_open(
    struct answers_file *, const char *path, int *to, struct err *);

/*
 * The next line that is there, without its end, until the next call: 1, 0 where
 * none is, -1 with the error told where it cannot be read, or a line is longer
 * than ANSWERS_LINE_MAX.
 */
int answers_file_next(struct answers_file *, struct span *line, struct err *);

/* Is there more in it than was taken? */
bool answers_file_has_more(const struct answers_file *);

void answers_file_close(struct answers_file *);

#endif
