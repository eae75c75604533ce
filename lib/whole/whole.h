/*
 * whole: the parts of a run where they meet: what they are of, which are there,
 * what they add up to.
 */
#ifndef WHOLE_H
#define WHOLE_H

#include "stream/stream_in.h"
#include "whole/expected.h"

/* Cleared but for what the caller sets, released with whole_free. */
struct whole {
	/* set by the caller */
	/* So many have to be there, each once, and of that run where it has
	 * a name; n 0: nobody asks. */
	struct run_part all;
	bool names;    /* what is written names a part: one of its own, or */
	bool inherits; /* those that inputs name, */
	bool beside;   /* of which several inputs may name the same: they are
			* sides of it */
	struct expected expected;

	/* told by whole_check */
	bool counted; /* the records that the sums are of are known, and what
		       * is expected of them was compared */

	/* private */
	const char **from; /* owned: the input that named part i, at i - 1; the
			    * names are borrowed */
	struct run_part first;  /* which was named first, k 0: none was, */
	const char *first_from; /* and where */
	uint64_t named;         /* parts */
	uint64_t told, untold;  /* inputs that say what they were made of, and
				 * others that have lines */
	uint64_t read, digest;  /* of all inputs, where they were made */
};

/* An input that was read to its end and found right. ST_DATA, told, with its
 * name, where it names no part or another than it may. */
int whole_take(struct whole *, const struct stream_in *, struct err *);

/*
 * All inputs were taken, which hold lines of that kind with these sums. ST_DATA
 * where a part is missing, or what was read is not what was expected.
 */
int whole_check(
    struct whole *, const struct total *sums, enum stream_kind, struct err *);

/* What is written without a part of its own names those of the inputs. */
void whole_say_parts(const struct whole *, struct stream_out *);

/*
 * A stream that names a part says what its lines were made of, where that is
 * another number of lines than it has, or the inputs said so.
 */
void whole_say_read(const struct whole *, struct stream_out *, bool are_others);

void whole_free(struct whole *);

#endif
