/*
 * key_roll: the lines of one KEY, from before and of today, rolled.
 *
 *	key_roll_begin, key_roll_add from before, then of today, key_roll_end
 *
 * Between them whoever adds legs by other ways (legs_add) or closes some
 * (leg.closed, with a line by key_roll_line) does so, and tells the sums.
 */
#ifndef KEY_ROLL_H
#define KEY_ROLL_H

#include "roll/legs/close_legs.h"
#include "roll/legs/pair_legs.h"
#include "roll/legs/roll_sums.h"
#include "book/reopened.h"
#include "stream/stream_in.h"

struct key_line {
	struct span text;
	bool open;
};

/* Cleared with {0} but for sums, reopened, legs.today, legs.latest and close.tolerances;
 * released with key_roll_free. */
struct key_roll {
	struct roll_sums *sums;          /* borrowed */
	const struct reopened *reopened; /* borrowed; NULL: none */
	struct legs legs;
	struct close_legs close;
	struct pair_legs pairs;
	struct key_line *lines; /* owned: what is written for the KEY */
	size_t n_lines, lines_cap;
	struct buf text; /* the line being made; see key_roll_line */
};

/* Forgets the KEY before. */
void key_roll_begin(struct key_roll *);

/* Takes a line, which is counted already: an open one as legs, a closed one as
 * it is. */
int key_roll_add(
    struct key_roll *, const struct result *, bool before, struct err *);

/* Closes what can be closed, and writes all lines of the KEY in byte order, to
 * open those that are. */
int key_roll_end(struct key_roll *, struct stream_out *open,
    struct stream_out *out, struct err *);

/* Another line for the KEY: what is in text. It is not counted. */
void key_roll_line(struct key_roll *, bool open);

void key_roll_free(struct key_roll *);

#endif
