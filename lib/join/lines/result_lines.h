/*
 * result_lines: the result lines of one KEY, put together, put in order and
 * written.
 */
#ifndef RESULT_LINES_H
#define RESULT_LINES_H

#include "base/buf.h"
#include "sort/disk/line_sorter.h"
#include "stream/line/record.h"
#include "stream/line/result.h"
#include "stream/stream_in.h"

struct outcome {
	enum result_class class;
	const struct record *left, *right; /* what is written of each side,
	                                    * NULL for none */
	struct amount diff;                /* left - right */
	bool has_counts;                   /* ln= and rn= are written: */
	uint64_t ln, rn;
	struct span fields; /* names of those that differ; or none */
	struct span pass;   /* its name; or none */
	uint64_t records;   /* read, that the line stands for */
};

/* Cleared with {0}, released with outcomes_free. */
struct outcomes {
	struct buf lines; /* of the KEY, each with its LF */
	size_t *starts;   /* owned: where each begins */
	size_t n, cap;
	struct span *sorted; /* owned */
	size_t sorted_cap;
};

/*
 * Writes to text what stands behind RIGHT on the line of o, fields carried
 * and LF included; its length in bytes.
 */
size_t outcome_tail(const struct outcome *o, char *text);

/* Adds the line of o. Nothing of o is needed afterwards. */
void outcome_add(struct outcomes *, const struct outcome *o);

/* Adds another line, which has no LF. */
void outcomes_add_line(struct outcomes *, struct span line);

/* Writes the lines added, in byte order, and forgets them. */
void outcomes_write(struct outcomes *, struct stream_out *to);

/* Gives the lines added to a sorter, and forgets them. -1 as line_sorter_add. */
int outcomes_spill(struct outcomes *, struct line_sorter *to, struct err *);

/* Writes the line of the only outcome of a KEY. Counting it in the totals is
 * the caller's, here as above. */
void outcome_write(const struct outcome *, struct stream_out *to);

void outcomes_free(struct outcomes *);

#endif
