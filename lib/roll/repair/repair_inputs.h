/*
 * repair_inputs: the files of amendments and adjustments of a day, read.
 */
#ifndef REPAIR_INPUTS_H
#define REPAIR_INPUTS_H

#include "book/state.h"
#include "roll/repair/repairs.h"

/* A file, borrowed. */
struct repair_file {
	const char *path;
	const char *as; /* NULL: it is no copy, packed by gzip, of a file of
	                 * this name */
};

/* Cleared with {0}. */
struct repair_files {
	struct repair_file *of; /* owned: released with free */
	size_t n, cap;
};

void repair_files_add(struct repair_files *, const struct repair_file *);

/*
 * Reads amendments, then adjustments, and drops what was known before. rules say
 * how; state is that of the day, or NULL: it gets copies of the files, its
 * entry what they are, in the order in which they were read, and the replies are
 * looked up in it. -1, told.
 */
int repair_inputs_read(struct repairs *, const struct repair_files *amend,
    const struct repair_files *adjust, const struct stream_rules *,
    int32_t today, struct state *, struct err *);

/* Finds the items among those open before, as repairs_find; and the entry gets
 * the replies. */
int repair_inputs_find(struct repairs *, const char *open, int32_t today,
    struct state *, struct err *);

#endif
