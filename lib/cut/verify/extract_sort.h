/*
 * extract_sort: the records of a system, as it wrote them, checked and put in
 * order, as the left side, the right side, or both.
 *
 * Only SIDE is changed. All records have the same in what the system wrote, so
 * that the order of the lines is that of either side.
 */
#ifndef EXTRACT_SORT_H
#define EXTRACT_SORT_H

#include "io/digest.h"
#include "sort/disk/line_sorter.h"
#include "stream/stream_in.h"

/* A file, which appears when both are whole. */
struct extract_file {
	const char *path; /* borrowed; NULL: not wanted */
	char sha256[DIGEST_TEXT + 1];
};

/* Released with extract_sort_free. */
struct extract_sort {
	/* set by the caller; all borrowed */
	const char *raw;  /* the file that the system wrote */
	const char *name; /* what messages call it */
	int32_t date;     /* DATE of each record */
	struct line_sorter_options sorter;
	struct facts *facts; /* where the files are noted */
	struct extract_file left, right;

	/* told */
	struct total total; /* owned: of the records, with the side they had */
	uint64_t lines;     /* their digest, line_digest.h */
};

/*
 * Does it. ST_DATA for what is no whole stream of records that tells its total,
 * for a record of another DATE or without one, and for records of both sides;
 * then no file appears.
 */
int extract_sort_run(struct extract_sort *, struct err *);
void extract_sort_free(struct extract_sort *);

#endif
