/*
 * run_out: the other inputs of a program one of whose inputs says that what
 * writes it has failed. They are read to their end, so that the worst of all
 * that failed gives the status, and nobody who writes one of them is cut off.
 */
#ifndef RUN_OUT_H
#define RUN_OUT_H

#include "stream/stream_in.h"

/*
 * Reads a stream to its end and gives *e, the error of another, the status of
 * the worse of both; its text stays. Nothing is done where no input has said
 * that it failed, or this one was the first to.
 */
void run_out(struct stream_in *, struct err *e);

/* The same of n streams that were not opened yet. */
void run_out_files(
    char *const *names, size_t n, const struct stream_rules *, struct err *e);

#endif
