/*
 * sorted_inputs: sorted streams merged into one as they are read, the order of each
 * checked line by line.
 */
#ifndef SORTED_INPUTS_H
#define SORTED_INPUTS_H

#include "sort/inputs.h"
#include "sort/disk/merge_tree.h"

struct feed {
	struct inputs *all; /* borrowed */
	struct stream_in in;
	struct span before; /* the line handed out last */
	bool open;
};

struct feeds {
	struct feed *feeds; /* owned */
	size_t n;
	struct merge merge;
	struct buf held;    /* comments read already, each with its LF */
	size_t next;        /* byte of held where the next one begins */
	struct span first;  /* the line behind them */
	int got;            /* what the merge said about it */
	bool begun;         /* first is still to be handed out */
};

/*
 * Opens the n streams named and reads up to the first line that is no
 * comment, so that the kind of the whole is known to all where any of them
 * says it. all is used until feeds_free, and is not finished by this.
 */
int feeds_open(struct feeds *, struct inputs *all, char *const *names,
    size_t n, struct err *);

/* The next line of all: 1, 0 the end of all, their totals checked and taken
 * by the inputs, -1. It lives until the next call. */
int feeds_next(struct feeds *, struct span *line, struct err *);

void feeds_free(struct feeds *);

#endif
