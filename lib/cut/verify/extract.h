/*
 * extract: what a system has of a date that is sealed, as records, registered
 * for the verdict on the date.
 */
#ifndef EXTRACT_H
#define EXTRACT_H

#include "cut/turn/turn.h"
#include "sort/disk/line_sorter.h"
#include "stream/facts.h"

/* All is borrowed. */
struct extract_wish {
	int32_t date;
	const char *system; /* whose records they are */
	const char *of;     /* the system on the other side of the pair whose
	                          * command writes them; NULL: of all its pairs */
	const char *left, *right; /* the files; one may be NULL, and with of
	                           * one is */
	struct line_sorter_options sorter;
	struct facts *facts; /* where the files are noted, or NULL */
};

/*
 * Writes the files, which appear when both are whole, and registers them behind
 * that. *status: ST_OK; ST_AGAIN before the date is sealed, or where the system
 * says so; ST_DIFFER where it refuses: then it is said why. -1, told, for what
 * extract_raw.h and extract_sort.h have besides, and ST_FAIL where there is no
 * such system, pair or command.
 */
int extract_run(
    struct turn *, const struct extract_wish *, enum status *, struct err *);

#endif
