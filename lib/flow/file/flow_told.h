/*
 * flow_told: what is wrong with files of flows, all of it.
 */
#ifndef FLOW_TOLD_H
#define FLOW_TOLD_H

#include "base/buf.h"
#include "base/err.h"

struct flow_fault {
	char *file;    /* owned */
	uint64_t line; /* 0: of the whole file */
	char *text;    /* owned: the reason, one line */
	size_t order;  /* in which it was told */
};

/* Cleared with {0}, released with flow_told_free. */
struct flow_told {
	struct flow_fault *list; /* owned */
	size_t n, cap;
};

/* Adds one. Always -1, so that callers can return it. */
int flow_tell(struct flow_told *, const char *file, uint64_t line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The same of an error. */
int flow_tell_err(
    struct flow_told *, const char *file, uint64_t line, const struct err *);

/* Puts them in order: by the names of files, then by lines. What was
 * told twice is once there. */
void flow_told_sort(struct flow_told *);

/* Adds a line of JSON for each: {"file":..,"line":..,"message":..}. */
void flow_told_json(const struct flow_told *, struct buf *);

void flow_told_free(struct flow_told *);

#endif
