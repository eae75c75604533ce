/*
 * line_sorter: any number of lines in, the same lines in order out, in bounded
 * memory.
 *
 * Lines are gathered in memory. When there are many they and those that
 * follow are dealt to buckets (partition.h), if they are such that it can be
 * done. What the buckets do not take is put in order piece by piece, each small
 * enough for the processor's cache, and put aside as a run; in the end the
 * runs are merged, in several passes where there are more than memory has room
 * to read at once. Lines that grow with the day, as order numbers do, make
 * runs that hardly overlap. That as many lines and bytes come out as went in
 * is checked.
 */
#ifndef LINE_SORTER_H
#define LINE_SORTER_H

#include "sort/disk/partition.h"
#include "sort/disk/merge_tree.h"
#include "sort/disk/run_reader.h"

struct line_sorter_options {
	size_t memory;    /* bytes the sorter may take; a longer line than
	                   * a sixteenth of it takes what it needs */
	unsigned threads; /* 1 to THREADS_MAX */
	const char *dir;  /* for the temporary file; borrowed */
	size_t piece;     /* bytes put in order at once where runs are kept in
	                   * memory; 0: what a processor's cache holds */
};

/* What is merged: a run, or the buckets. */
struct line_sorter_source {
	struct run_reader run;
	struct partition *buckets; /* NULL: a run */
};

struct line_sorter {
	struct line_sorter_options o;
	struct line_buffer batch;
	size_t room; /* bytes that it may have */
	char *first; /* owned: the first bytes of the first line */
	size_t same; /* how many of them all lines share */
	uint64_t lines_in, bytes_in, lines_out, bytes_out; /* with LF */
	struct temp_file spill;
	bool spilled;     /* there are runs, or may be */
	bool pieces;      /* they are no longer than they need be */
	struct run *runs; /* owned, as is each of them */
	size_t n_runs, cap_runs;
	struct partition buckets;
	bool dealt;     /* it was tried to deal lines to them */
	uint64_t asked; /* lines_in when memory was last full meanwhile */
	struct line_sorter_source *sources; /* owned: of the merge */
	size_t n_sources;
	struct merge_tree merge;
	/* for those who want to know */
	uint64_t runs_written, merges;
};

/* Where nobody says more: an eighth of the machine's memory, as many threads as
 * processors, at most 8, and $TMPDIR, else /tmp. */
void line_sorter_usual(struct line_sorter_options *);

enum { LINE_SORTER_MEMORY_MIN = 1 << 16 }; /* bytes */

void line_sorter_init(struct line_sorter *, const struct line_sorter_options *);

/* Adds a copy of the line; it may hold any byte but LF. */
int line_sorter_add(struct line_sorter *, struct span line, struct err *);

/* Adds copies of the lines of a batch, and uses the batch up. */
int line_sorter_add_batch(
    struct line_sorter *, struct line_batch *, struct err *);

/* Takes so many bytes of memory less until line_sorter_finish: somebody else has
 * to have them. */
int line_sorter_leave(struct line_sorter *, size_t bytes, struct err *);

/* No more lines come: puts them in order. */
int line_sorter_finish(struct line_sorter *, struct err *);

/* The next lines in order, up to max, at least one: how many, 0 at the end,
 * -1. They live until the next call, and LINE_REF_SLACK bytes behind each can be
 * read. */
int line_sorter_next(
    struct line_sorter *, struct span *lines, size_t max, struct err *);

void line_sorter_free(struct line_sorter *);

/* Private: an empty run, the last of all. */
struct run *line_sorter_new_run(struct line_sorter *);

/* Private: makes the runs, and what the buckets have, one source of lines. */
int line_sorter_merge(struct line_sorter *, struct err *);
void line_sorter_end_merge(struct line_sorter *);

#endif
