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

struct rejects {
	bool wanted; /* a file was named: go on at a bad row */
	uint64_t count;
	struct output out; /* valid when wanted */
	struct buf line;   /* owned; the line being made */
};

/* path NULL: no file is wanted, and rejects_add must not be called. */
int rejects_open(struct rejects *, const char *path, struct err *);

void rejects_add(struct rejects *, const char *name, uint64_t line,
    const char *reason, struct span row);

/* As output_close: the file appears under its name, or the error is told. */
int rejects_close(struct rejects *, struct err *);

void rejects_abandon(struct rejects *);

#endif
