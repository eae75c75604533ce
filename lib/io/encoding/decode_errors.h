/*
 * decode_errors: bytes that did not decode, each with its place, noted when they
 * are met and asked for when the row they are in is read.
 */
#ifndef DECODE_ERRORS_H
#define DECODE_ERRORS_H

#include <stdint.h>

#include "base/err.h"

struct decode_error {
	uint64_t at;     /* offset in the UTF-8 text */
	uint64_t offset; /* offset in the input, after unpacking */
	char bytes[4];   /* the first bytes there */
	size_t n;        /* of them */
	bool cut;        /* the input ends inside a character */
};

/* In the order of the text. Cleared with {0}, released with decode_errors_free. */
struct decode_errors {
	struct decode_error *list; /* owned */
	size_t n, next, cap;       /* next: not handed out yet */
};

void decode_errors_add(struct decode_errors *, const struct decode_error *);

/* True if a place before offset end of the text was not handed out yet. */
static inline bool
decode_errors_before(const struct decode_errors *m, uint64_t end)
{
	return m->next < m->n && m->list[m->next].at < end;
}

/* Hands out all places before offset end at once, the first of them in the last
 * argument; false if there is none. */
bool decode_errors_take(
    struct decode_errors *, uint64_t end, struct decode_error *);

/* Places from offset start on count as not handed out, for a row that is to be
 * read again. No place was added since they were handed out. */
void decode_errors_back(struct decode_errors *, uint64_t start);

/* Moves all places n bytes towards the beginning of the text, because the byte
 * order mark before them was removed. */
void decode_errors_shift(struct decode_errors *, size_t n);

/* "the byte 81 at offset 17 is not GB18030". Always -1. */
int decode_error_why(
    const struct decode_error *, const char *encoding, struct err *);

void decode_errors_free(struct decode_errors *);

#endif
