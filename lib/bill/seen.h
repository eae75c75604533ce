/*
 * seen: the bills that were accepted before, recon-clean(1), --seen.
 *
 * A file of lines, the oldest first:
 *
 *	DIGEST<TAB>TIME<TAB>BYTES<TAB>NAME[<TAB>DAY]
 *
 * SHA-256 of the bill as it was unpacked, when it was first seen (UTC,
 * YYYY-MM-DDTHH:MM:SSZ), its bytes, what it was called, escaped, and the day it
 * was taken for (YYYY-MM-DD), if one was told. Lines that begin with "#" are
 * comments and stay.
 *
 * The file is replaced as a whole once the run has succeeded, so it never is
 * half a file. FILE.lock beside it is locked from seen_open on, so that two
 * runs cannot both accept one bill; it stays.
 */
#ifndef SEEN_H
#define SEEN_H

#include "base/buf.h"
#include "io/digest.h"
#include "io/output.h"

struct seen {
	/* set by the caller before seen_open */
	const char *path; /* borrowed; NULL: nothing is to be remembered */
	bool again;       /* take bills that were seen before */
	const char *day;  /* borrowed: the day the bills are for; or NULL */

	int lock;        /* the descriptor that holds it */
	struct buf text; /* what the file will hold */
	size_t was;      /* bytes of text that the file holds already */
	struct buf here; /* digests of this run, a line each */
	struct output out;
	bool writing; /* out is open */
};

/*
 * Locks and reads the file; a missing one is an empty one. ST_AGAIN where
 * another run has it, ST_DATA for a line that is none. With path NULL all
 * functions do nothing.
 */
int seen_open(struct seen *, struct err *);

/*
 * Adds a bill that was read to its end and is good. ST_DIFFER, the reason
 * alone, where it was seen before, in this run too. With again that is no
 * error, and the entry of the first time stays. With a day it is none either if
 * the bill was taken for that day before this run; ST_DATA where that was for
 * another one.
 */
int seen_add(struct seen *, const char digest[DIGEST_TEXT + 1], uint64_t bytes,
    const char *name, struct err *);

/* Brings everything to the disk, not yet under the file's name. */
int seen_sync(struct seen *, struct err *);

/* The run has succeeded: the file appears. Frees everything and gives the
 * lock back, whatever the outcome. */
int seen_commit(struct seen *, struct err *);

/* The run has failed: the file stays as it was. */
void seen_abandon(struct seen *);

#endif
