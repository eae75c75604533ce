/*
 * inputs: several streams that become one. Their kinds agree, their totals
 * add up.
 */
#ifndef INPUTS_H
#define INPUTS_H

#include "stream/stream_in.h"
#include "whole/whole.h"

struct inputs {
	struct stream_rules rules;
	enum stream_kind kind;    /* what is wanted; STREAM_ANY: what the
	                           * first input says that says it */
	bool told;                /* an input had control lines */
	bool announces;           /* set by the caller: where none had, the
				   * kind is that of the lines */
	bool guesses;             /* set by the caller: it has to be known, if
				   * only for sums */
	struct whole *whole;      /* set by the caller, borrowed: what is known
				   * of all; or NULL */
	struct total total;       /* of all inputs closed so far; complete
	                           * after inputs_finish */
	uint64_t digest;          /* of their lines, the same */
	struct stream_in *silent; /* owned: inputs that did not say their
	                           * kind, kept until it is known */
	size_t n, cap;
};

void inputs_init(
    struct inputs *, enum stream_kind, const struct stream_rules *);

/* As stream_open. */
int inputs_open(
    struct inputs *, struct stream_in *, const char *name, struct err *);

/*
 * Notes the kind of an input as soon as it says it. -1, told, where it is
 * not that of the others, or a table: it has no key to be ordered by.
 */
int inputs_know(struct inputs *, const struct stream_in *, struct err *);

/* Where the kind is not known, nor said by any input, it is that of the lines
 * of s, if s has any. -1, told, where they are of none. */
int inputs_guess(struct inputs *, const struct stream_in *s, struct err *);

/* Takes the totals of an input whose end was read and closes it; on -1, as
 * for inputs_know, it stays open. */
int inputs_close(struct inputs *, struct stream_in *, struct err *);

/* All inputs are closed: makes the total complete. -1, told, where a line
 * of one is not of the kind that another says, or all are not what is known of
 * them. */
int inputs_finish(struct inputs *, struct err *);

void inputs_free(struct inputs *);

#endif
