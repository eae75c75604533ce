/*
 * partial: a bill while it comes: beside the file it is to become, or in a
 * temporary file that has no name where it is to go to standard output.
 */
#ifndef PARTIAL_H
#define PARTIAL_H

#include "fetch/file_sums.h"
#include "net/curl/transfer_wish.h"

struct partial {
	const char *file; /* borrowed: what it becomes; NULL: no file */
	int fd;           /* owned, or -1: none is open */
	char *temp;       /* owned: its name, NULL: it has none */
	int64_t got;      /* bytes that came */
	struct transfer_mark mark; /* of what they are */
	const char *resumes; /* borrowed: the URL of which a note is made, see
	                      * going.h; NULL: none is */
	char *going;         /* owned: the path of that note, NULL: none */
};

/* ST_FAIL, told; also where there is something of that name that is no regular
 * file. Ended with partial_appear or partial_drop. */
int partial_open(struct partial *, const char *file, struct err *);

/* Adds bytes; it is a transfer_wish's put. */
int partial_put(void *partial, struct span, struct err *);

/* Forgets what came. */
int partial_restart(struct partial *, struct err *);

/* A path under which another process finds it, for as long as it is open. */
void partial_path(const struct partial *, char *path, size_t room);

/* It is whole: the file appears, on the disk, with its time; closed whatever
 * the outcome. */
int partial_appear(struct partial *, struct err *);

/* Nothing appears. */
void partial_drop(struct partial *);

#endif
