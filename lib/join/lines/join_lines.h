/*
 * join_lines: what becomes of the records of a KEY, judged, counted and written
 * as result lines.
 */
#ifndef JOIN_LINES_H
#define JOIN_LINES_H

#include "join/lines/join.h"
#include "join/lines/result_lines.h"

/* Cleared but for the first two, released with join_lines_free. */
struct join_lines {
	struct join *join;         /* borrowed; what is written counts there */
	struct stream_out *to;     /* borrowed */
	struct outcomes outcomes;  /* of the KEY at hand, */
	struct outcomes passed[2]; /* and its records that are passed on, as
				    * in open_files */
	struct total left, right;  /* of what was written */
	struct buf differing;      /* private: names of fields */
};

/* Has the record a DATE, which a window of days needs? -1, told without a place,
 * if not. */
int join_lines_check_date(const struct record *, struct err *);

/* Makes diff: left - right, a missing side as zero. -1, told, on overflow. */
int join_lines_subtract(struct outcome *, struct err *);

/* The class of an outcome that has its diff and no other to go with. */
enum result_class join_lines_class(
    const struct join_lines *, const struct outcome *);

/*
 * Writes the line of an outcome that has its class and diff, at once if it is
 * the only one of its KEY, else into outcomes; a matched one whose fields have to
 * agree and do not becomes one of class field. Where records that are open are
 * passed on and the outcome is open, they go there and not into a line. -1, told,
 * where a sum overflows.
 */
int join_lines_write(
    struct join_lines *, struct outcome *, bool only, struct err *);

/* Writes what was kept of the KEY, each in byte order. */
void join_lines_flush(struct join_lines *);

void join_lines_free(struct join_lines *);

#endif
