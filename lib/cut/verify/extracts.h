/*
 * extracts: the extracts of a round, as the steps of the store tell of them.
 *
 * The evidence of a step is fields NAME=VALUE with TABs between them:
 *
 *	side=L records=2 L.CNY=50.80 xxh3=... sha256=... [pair=FROM.TO]
 */
#ifndef EXTRACTS_H
#define EXTRACTS_H

#include "cut/turn/turn_round.h"
#include "io/digest.h"
#include "stream/line/control_total.h"

enum { EXTRACT_LINES = 16 }; /* digits of line_digest.h */

struct extract {
	size_t system; /* its place in the book: whose records they are */
	size_t pair;   /* whose command wrote them; the number of pairs: the
	                * system was asked */
	char side;     /* 'L' or 'R': of the records in the file */
	char sha256[DIGEST_TEXT + 1];  /* of the file */
	char lines[EXTRACT_LINES + 1]; /* the digest of the records as the
	                                * system wrote them: extracts of both
	                                * sides have the same */
	int64_t step;                  /* that registered it */
};

/* Cleared with {0}, released with extracts_free. */
struct extracts {
	struct extract *of; /* owned, in the order of their steps */
	size_t n, cap;
	int64_t tied; /* the step that tied the round; 0: none did */
};

/* Adds what a step says of an extract of these sums. */
void extract_evidence(struct buf *, const struct cut_book *,
    const struct extract *, const struct total *);

/* All of the round, as they are at one moment, in place of what is there.
 * ST_DATA where a step is damaged. */
int extracts_read(
    struct extracts *, struct turn *, const struct turn_round *, struct err *);

/* The last of a system, or of a command of a pair; NULL: there is none. */
const struct extract *extracts_last(
    const struct extracts *, size_t system, size_t pair);

/* The last of those on which the round was tied; NULL also where it was not. */
const struct extract *extracts_tied(
    const struct extracts *, size_t system, size_t pair);

/* Is it among them, whatever its step, and has its system, or the command of the
 * pair, not given other records since? */
bool extracts_have(const struct extracts *, const struct extract *);

void extracts_free(struct extracts *);

#endif
