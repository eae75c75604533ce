/*
 * sorted_inputs: sorted streams merged into one as they are read, the order of each
 * checked line by line.
 */
#ifndef SORTED_INPUTS_H
#define SORTED_INPUTS_H

#include "sort/inputs.h"
#include "sort/disk/merge_tree.h"

struct sorted_input {
	struct inputs *all; /* borrowed */
	struct stream_in in;
	struct record_batch batch; /* lines read, */
	size_t i;                  /* so many of which are handed out, */
	const char *next;          /* and where the next one begins */
	struct span before;        /* the line handed out last */
	bool open;
};

struct sorted_inputs {
	struct sorted_input *feeds; /* owned */
	size_t n;
	struct merge_tree merge;
	struct buf held;   /* comments read already, each with its LF */
	size_t next;       /* byte of held where the next one begins */
	struct span first; /* the line behind them */
	int got;           /* what the merge said about it */
	bool begun;        /* first is still to be handed out */
};

/*
 * Opens the n streams named and reads up to the first line that is no
 * comment, so that the kind of the whole is known to all where any of them
 * says it. all is used until sorted_inputs_free, and is not finished by this.
 */
int sorted_inputs_open(struct sorted_inputs *, struct inputs *all,
    char *const *names, size_t n, struct err *);

/* The next lines of all, up to max, at least one: how many, 0 at the end of
 * all, their totals checked and taken by the inputs, -1. They live until the
 * next call, and LINE_REF_SLACK bytes behind each can be read. */
int sorted_inputs_next(
    struct sorted_inputs *, struct span *lines, size_t max, struct err *);

void sorted_inputs_free(struct sorted_inputs *);

#endif
