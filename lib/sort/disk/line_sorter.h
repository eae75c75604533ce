/*
 * line_sorter: any number of lines in, the same lines in order out, in bounded
 * memory.
 *
 * Lines are gathered in memory. When there are many they and those that
 * follow are dealt to buckets (buckets.h), if they are such that it can be
 * done. What the buckets do not take is put in order whenever memory is full,
 * and written to a temporary file as a run; in the end the runs are merged,
 * in several passes where there are more than memory has room to read at
 * once. That as many lines and bytes come out as went in is checked.
 */
#ifndef LINE_SORTER_H
#define LINE_SORTER_H

#include "sort/disk/partition.h"
#include "sort/disk/merge_tree.h"
#include "sort/disk/run_reader.h"

struct sorter_options {
	size_t memory;    /* bytes the sorter may take; a longer line than
	                   * a sixteenth of it takes what it needs */
	unsigned threads; /* 1 to WORKERS_MAX */
	const char *dir;  /* for the temporary file; borrowed */
};

/* What is merged: a run, or the buckets. */
struct sorter_source {
	struct run_reader run;
	struct buckets *buckets; /* NULL: a run */
};

struct sorter {
	struct sorter_options o;
	struct batch batch;
	char *first;        /* owned: the first bytes of the first line */
	size_t same;        /* how many of them all lines share */
	uint64_t lines_in, bytes_in, lines_out, bytes_out; /* with LF */
	struct spill spill;
	bool spilled;
	struct run *runs;   /* owned, as is each of them */
	size_t n_runs, cap_runs;
	struct buckets buckets;
	bool dealt;         /* it was tried to deal lines to them */
	struct sorter_source *sources; /* owned: of the merge */
	size_t n_sources;
	struct merge merge;
	/* for those who want to know */
	uint64_t runs_written, merges;
};

enum { SORTER_MEMORY_MIN = 1 << 16 }; /* bytes */

void sorter_init(struct sorter *, const struct sorter_options *);

/* Adds a copy of the line; it may hold any byte but LF. */
int sorter_add(struct sorter *, struct span line, struct err *);

/* Adds copies of the lines of a lot, and uses the lot up. */
int sorter_add_lot(struct sorter *, struct lot *, struct err *);

/* Takes so many bytes of memory less until sorter_finish: somebody else has
 * to have them. */
int sorter_leave(struct sorter *, size_t bytes, struct err *);

/* No more lines come: puts them in order. */
int sorter_finish(struct sorter *, struct err *);

/* The next lines in order, up to max, at least one: how many, 0 at the end,
 * -1. They live until the next call, and ITEM_SLACK bytes behind each can be
 * read. */
int sorter_next(struct sorter *, struct span *lines, size_t max,
    struct err *);

void sorter_free(struct sorter *);

/* Private: an empty run, the last of all. */
struct run *sorter_new_run(struct sorter *);

/* Private: makes the runs, and what the buckets have, one source of lines. */
int sorter_merge(struct sorter *, struct err *);
void sorter_end_merge(struct sorter *);

#endif
