/*
 * input: where bytes come from.
 *
 * Opens a FILE operand and reads it in large pieces. "-" and a null name are
 * standard input. A directory is refused at once, a closed standard input
 * too.
 *
 * What unpacks the bytes lies as a layer over the descriptor: whoever reads
 * the input reads what the layer makes of it.
 */
#ifndef INPUT_H
#define INPUT_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

enum { INPUT_PEEK_MAX = 64 };

struct input;

/* The first member of a layer's own struct, which is on the heap. */
struct input_layer {
	struct input_layer *below; /* owned; NULL: the descriptor */
	/* as input_read; reads what is below with input_read_below */
	int64_t (*read)(struct input_layer *, struct input *, char *p,
	    size_t cap, struct err *);
	/* frees the layer, itself included */
	void (*close)(struct input_layer *);
};

struct input {
	int fd;                    /* owned, unless it is standard input; -1:
				    * none */
	const char *name;          /* borrowed: the operand, or "stdin" */
	uint64_t bytes;            /* read from the descriptor so far */
	int64_t size;              /* bytes of a regular file, else -1 */
	bool large;                /* too large to stay in memory
				    * (uncached_io.h), and nothing was read
				    * so far */
	struct read_ahead *fetch;  /* owned: a thread that reads a large file
				    * ahead; or NULL */
	struct input_layer *layer; /* owned: the topmost; NULL for the bytes as
	                            * they are */
	char peeked[INPUT_PEEK_MAX]; /* bytes input_peek read, not handed out
				      * yet */
	size_t n_peeked;             /* bytes of it */
};

int input_open(struct input *, const char *name, struct err *);

/* An input of no descriptor: the layer, which it owns, reads nothing below
 * it. */
void input_open_layer(struct input *, const char *name, struct input_layer *);

/*
 * Up to cap bytes to p. Returns how many, 0 at the end of the data, -1 with
 * the error told.
 */
int64_t input_read(struct input *, char *p, size_t cap, struct err *);

/* The same for a layer: the bytes that come from below it. */
int64_t input_read_below(
    struct input *, struct input_layer *, char *p, size_t cap, struct err *);

/* Would input_read return at once? Always true for a regular file. */
bool input_is_ready(const struct input *);

/*
 * The first bytes of the descriptor, n at most INPUT_PEEK_MAX, fewer where
 * it holds fewer; they will be read all the same. For use before the first
 * read. *head lives until then.
 */
int input_peek(struct input *, size_t n, struct span *head, struct err *);

/* Lays layer over the input and the layers it has, which owns it from now
 * on. */
void input_cover(struct input *, struct input_layer *);

void input_close(struct input *);

#endif
