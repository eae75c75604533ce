/*
 * told: what is wrong with files that people write, all of it.
 */
#ifndef TOLD_H
#define TOLD_H

#include "base/buf.h"
#include "base/err.h"

struct told_fault {
	char *file;    /* owned */
	uint64_t line; /* 0: of the whole file */
	char *text;    /* owned: the reason, one line */
	size_t order;  /* in which it was told */
};

/* Cleared with {0}, released with told_free. */
struct told {
	struct told_fault *list; /* owned */
	size_t n, cap;
};

/* Adds one. Always -1, so that callers can return it. */
int told_add(struct told *, const char *file, uint64_t line, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* The same of an error. */
int told_err(
    struct told *, const char *file, uint64_t line, const struct err *);

/* Puts them in order: by the names of files, then by lines. What was
 * told twice is once there. */
void told_sort(struct told *);

/* Adds a line of JSON for each: {"file":..,"line":..,"message":..}. */
void told_json(const struct told *, struct buf *);

void told_free(struct told *);

#endif
