/*
 * cut_jobs: the batch jobs of the systems of a book.
 */
#ifndef CUT_JOBS_H
#define CUT_JOBS_H

#include "cut/book/cut_book.h"

/* Reads them, behind the systems; what they lack, and what they are after or
 * before that there is not, is told. */
void cut_jobs_read(struct cut_book *, struct told *);

#endif
