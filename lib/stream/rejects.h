/*
 * rejects: the rows that were refused, each with its place and its reason,
 * in a file of their own (--rejects FILE). A line is
 *
 *	FILE:LINE<TAB>reason<TAB>the row as it was, escaped
 *
 * so that tsv_unescape of the last field gives the row back byte for byte.
 */
#ifndef REJECTS_H
#define REJECTS_H

#include "base/buf.h"
#include "io/output.h"
#include "stream/facts.h"

struct rejects {
	bool wanted; /* a file was named: go on at a bad row */
	uint64_t count;
	bool follows; /* they go to standard output, which the data may go to:
		       * out holds them until that is out */
	int fd;       /* where they then go; else -1 */
	struct output out;       /* valid when wanted */
	struct buf line;         /* owned; the line being made */
	struct facts_file *fact; /* what is noted of the file, or NULL */
};

/* path NULL: no file is wanted, and rejects_add must not be called. */
int rejects_open(struct rejects *, const char *path, struct err *);

/* Notes them in the facts, unless these are NULL: the first call behind
 * rejects_open. Rejects on standard output are only counted. */
void rejects_note(struct rejects *, struct facts *, const char *path);

void rejects_add(struct rejects *, const char *name, uint64_t line,
    const char *reason, struct span row);

/* True, ST_FAIL told, where the rejects would follow an announced stream on
 * standard output, which they are no part of. output NULL: the data goes there. */
bool rejects_break_stream(
    const char *path, const char *output, bool plain, struct err *);

/* Brings what goes to a file to the disk, not yet under its name: little is left
 * to fail when -o and the rejects appear, one right behind the other. */
int rejects_sync(struct rejects *, struct err *);

/* As output_close: the file appears under its name, or the error is told. */
int rejects_close(struct rejects *, struct err *);

/* Behind rejects_close, once the data is out: writes those that go to standard
 * output. */
int rejects_follow(struct rejects *, struct err *);

void rejects_abandon(struct rejects *);

#endif
