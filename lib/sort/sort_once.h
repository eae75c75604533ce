/*
 * sort_once: exports that overlap, sorted into one stream: a record that
 * several of them have counts once, recon-sort --once.
 *
 * Of records that say the same but for src, as many are kept as the input has
 * that has most of them: all of the first input, of each other one those that
 * go beyond. Two that say different things under one id are bad data.
 */
#ifndef SORT_ONCE_H
#define SORT_ONCE_H

#include "sort/disk/line_sorter.h"
#include "stream/stream_in.h"
#include "text/names.h"

struct sort_once {
	/* set by the caller; all borrowed */
	char *const *names; /* of the inputs, "-" is standard input */
	size_t n;
	struct stream_rules rules;
	struct line_sorter_options sorter;
	struct whole *whole;    /* what is known of all inputs, or NULL */
	const struct names *id; /* fields by which a record is known, beside
				 * its side */
	bool in_order;          /* the inputs must be */
	const char *output;     /* NULL: standard output */
	bool plain;             /* no control lines */
	bool announces;         /* control lines, although no input has any */

	/* told */
	uint64_t read, written, again; /* records; the first is the sum */
};

/*
 * Writes all records in order; nothing is written before all were read and
 * their totals were right, and #total comes last. ST_DATA with both records
 * where two differ under one id, and where one has no id; ST_BROKEN where what
 * is written and left out is not what was read.
 */
int sort_once_run(struct sort_once *, struct err *);

#endif
