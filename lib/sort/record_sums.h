/*
 * record_sums: the records of a sorted stream that are equal in KEY, CURRENCY,
 * SIDE and DATE become one, with the sum of their amounts.
 *
 * A record that is alone stays as it is. One that stands for several keeps
 * the carried fields that all of them have with the same value, in the order
 * of the first, and carries n=COUNT last; a record that was read with n=
 * counts as so many. So it does not matter which records were added up
 * before.
 */
#ifndef RECORD_SUMS_H
#define RECORD_SUMS_H

#include "sort/memory/line_ref.h"
#include "sort/sum_list.h"
#include "stream/stream_in.h"

struct record_sums {
	struct stream_out *out; /* borrowed */
	struct sum_list sums;   /* of the current key */

	uint64_t lines;          /* written */
	struct total read, made; /* of records that were added up, and of what
	                          * came of them: only sums and currencies */

	/* private: the line before, whose KEY may come again; it lies with
	 * the lines given last, or in kept */
	struct span before;
	size_t before_key; /* bytes of its KEY and the TAB */
	struct buf kept;
	struct buf lines_of_key; /* several, each with its LF */
	size_t n_lines;
	struct record_batch batch; /* of these */
	struct buf carried;
};

/* Lines will be written to out; to count them is the caller's. */
void record_sums_init(struct record_sums *, struct stream_out *out);

/*
 * Takes the next lines, which record_parse takes; what is complete is written.
 * LINE_REF_SLACK bytes behind each can be read. -1, told, when a sum is too
 * large.
 */
int record_sums_lines(
    struct record_sums *, const struct span *lines, size_t n, struct err *);

/* Writes the rest. -1, told, when what was added up and what was made of it are
 * not the same. */
int record_sums_end(struct record_sums *, struct err *);

void record_sums_free(struct record_sums *);

#endif
