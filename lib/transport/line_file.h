/*
 * line_file: lines added to a file by several processes, none of them torn.
 */
#ifndef LINE_FILE_H
#define LINE_FILE_H

#include "base/buf.h"
#include "base/err.h"

struct line_file {
	const char *path; /* borrowed */
	int fd;           /* owned */
	struct buf lines; /* owned: not written yet */
};

/* Made where it is missing, for its owner alone. */
int line_file_open(struct line_file *, const char *path, struct err *);

void line_file_add(struct line_file *, struct span line);

/*
 * Writes the lines, under a lock, behind a line end that the file may lack, and
 * brings them to the disk. On -1 some of them may stand there.
 */
int line_file_sync(struct line_file *, struct err *);

void line_file_close(struct line_file *);

#endif
