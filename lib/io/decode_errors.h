/*
 * decode_errors: bytes that did not decode, each with its place, noted when they
 * are met and asked for when the row they are in is read.
 */
#ifndef DECODE_ERRORS_H
#define DECODE_ERRORS_H

#include <stdint.h>

#include "base/err.h"

struct misfit {
	uint64_t at;     /* offset in the UTF-8 text */
	uint64_t offset; /* offset in the input, after unpacking */
	char bytes[4];   /* the first bytes there */
	size_t n;        /* of them */
	bool cut;        /* the input ends inside a character */
};

/* In the order of the text. Cleared with {0}, released with misfits_free. */
struct misfits {
	struct misfit *list; /* owned */
	size_t n, next, cap; /* next: not handed out yet */
};

void misfits_add(struct misfits *, const struct misfit *);

/* Is there one before offset end of the text, not handed out yet? */
static inline bool
misfits_before(const struct misfits *m, uint64_t end)
{
	return m->next < m->n && m->list[m->next].at < end;
}

/* Takes all of those out and hands over the first; false if there is none. */
bool misfits_take(struct misfits *, uint64_t end, struct misfit *);

/* Those from offset start on were not handed out: for a row that is to be
 * read again. None was added since. */
void misfits_back(struct misfits *, uint64_t start);

/* All that were noted are n bytes nearer to the beginning of the text. */
void misfits_shift(struct misfits *, size_t n);

/* "the byte 81 at offset 17 is not GB18030". Always -1. */
int misfit_why(const struct misfit *, const char *encoding, struct err *);

void misfits_free(struct misfits *);

#endif
