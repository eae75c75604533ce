/*
 * sort_streams: streams by name in, one sorted stream out: what recon-sort does.
 */
#ifndef SORT_STREAMS_H
#define SORT_STREAMS_H

#include "sort/record_sums.h"
#include "sort/inputs.h"
#include "sort/disk/line_sorter.h"

struct sort_streams {
	/* set by the caller; all borrowed */
	char *const *names; /* of the inputs, "-" is standard input */
	size_t n;
	struct stream_rules rules;
	struct line_sorter_options sorter;
	struct whole *whole; /* what is known of all, or NULL */
	bool sums;           /* records are added up, record_sums.h */
	const char *output;  /* NULL: standard output */
	bool plain;          /* no control lines */
	bool announces;      /* control lines, although no input has any */

	/* told: what was done */
	uint64_t lines, bytes;  /* sorted; with LF */
	uint64_t runs, buckets; /* put aside */
	uint64_t merges;        /* made of runs */
	uint64_t written;       /* bytes, to temporary files */
	/* private */
	struct inputs inputs;
	struct stream_out out;
	bool writing; /* out is in use */
	struct record_sums aggregate;
	struct record_batch batch; /* of lines read */
};

/*
 * Sorts all lines; nothing is written before all of them were read and
 * their totals were right. #total comes second, or last where sums are made:
 * the number of records is known only then.
 */
int sort_streams_run(struct sort_streams *, struct err *);

/*
 * Merges inputs that are in order, checked line by line; #total comes last.
 * More inputs than can be open at once are sorted, to the same bytes.
 */
int sort_streams_merge(struct sort_streams *, struct err *);

/* Only reads the inputs. -1 with ST_DIFFER when one is not in order. */
int sort_streams_check(struct sort_streams *, struct err *);

#endif
