/*
 * stages: the stages of a day, and how the data went from one to the next: what
 * one wrote and another read has one SHA-256.
 */
#ifndef REPORT_STAGES_H
#define REPORT_STAGES_H

#include "stream/stage.h"

/* Cleared with {0}, released with stages_free. */
struct stages {
	struct stage *of; /* owned */
	size_t n, cap;
};

/* Reads the files of a pattern, paths.h. -1 as stage_read. */
int stages_read(struct stages *, const char *pattern, struct err *);

/* Adds the text of a file of facts, stage_take. */
int stages_take(
    struct stages *, const char *name, struct buf *text, struct err *);

/* Puts them in the order in which the data went through: none before one that
 * wrote what it reads; else as they were read. */
void stages_sort(struct stages *);

/*
 * The output of these bytes, not of the stage `but` (which may be NULL); *by
 * tells whose it is. NULL where no stage wrote them, and for no bytes at all,
 * which anyone may have written.
 */
const struct stage_file *stages_wrote(const struct stages *, struct span digest,
    const struct stage *but, const struct stage **by);

void stages_free(struct stages *);

#endif
