/*
 * open_files: the records that a pass leaves open, as records again, in a file
 * a side, for a pass with another key.
 */
#ifndef OPEN_FILES_H
#define OPEN_FILES_H

#include "stream/stream_in.h"

/* The left side's and the right side's. */
struct open_files {
	struct stream_out side[2];
};

/* Which of the two a record belongs in. */
static inline struct stream_out *
open_files_of(struct open_files *f, char side)
{
	return &f->side[side == 'R'];
}

/* Opens both, announced unless plain. On -1 none is open. */
int open_files_create(struct open_files *, const char *left, const char *right,
    bool plain, struct err *);

/* Did a write fail? */
bool open_files_failed(const struct open_files *);

/* Hands on what was written; -1 with what failed. */
int open_files_flush(struct open_files *, struct err *);

/*
 * Success of the results too, which are brought to the system first: both
 * files appear, with their totals, and then the results. On -1 those that have
 * not appeared do not, and nothing is left to abandon.
 */
int open_files_finish(
    struct open_files *, struct stream_out *results, struct err *);

/* Neither appears. */
void open_files_abandon(struct open_files *);

#endif
