/*
 * sorted_share: some of the inputs of sorted_sources, read by one thread, one
 * behind the other, and put in order.
 */
#ifndef SORTED_SHARE_H
#define SORTED_SHARE_H

#include "sort/disk/line_sorter.h"
#include "stream/stream_in.h"

struct unsorted_input {
	const char *name;                 /* borrowed, "-" is standard input */
	const struct stream_rules *rules; /* borrowed */
	struct stream_in in;
	bool open;
	struct err why; /* of status ST_OK: it was read to its end */
};

struct sorted_share {
	struct unsorted_input *inputs; /* borrowed */
	size_t n;
	struct line_sorter
	    *sorters;   /* borrowed: of both sides, or of one each */
	bool parted;    /* there are two of them */
	struct err why; /* of status ST_OK: they are in order */
};

/* What is wrong with its totals is left to the caller, at the end: several
 * threads read, and it is told in the order of the inputs. */
int unsorted_input_open(struct unsorted_input *, struct err *);

/* Reads the inputs, those that are not open yet as well, up to one that cannot be
 * read; that and how it went is said in them and in the share. */
void sorted_share_read(struct sorted_share *);

#endif
