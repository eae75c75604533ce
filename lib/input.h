/*
 * input: where bytes come from.
 *
 * Opens a FILE operand and reads it in large pieces. "-" and a null name are
 * standard input. A directory is refused at once, a closed standard input
 * too.
 */
#ifndef INPUT_H
#define INPUT_H

#include <stdint.h>

#include "err.h"
#include "span.h"

struct input {
	int fd;           /* owned, unless it is standard input */
	const char *name; /* borrowed: the operand, or "stdin" */
	uint64_t bytes;   /* read so far */
	int64_t size;     /* bytes of a regular file, else -1 */
};

int input_open(struct input *, const char *name, struct err *);

/*
 * Up to cap bytes to p. Returns how many, 0 at the end of the data, -1 with
 * the error told.
 */
int64_t input_read(struct input *, char *p, size_t cap, struct err *);

void input_close(struct input *);

#endif
