/*
 * flow_files: flows checked with those that they run.
 */
#ifndef FLOW_FILES_H
#define FLOW_FILES_H

#include "flow/graph/flow_graph.h"

enum { FLOW_DEPTH_MAX = 32 }; /* flows within one another */

/* A file that was looked at. */
struct flow_file {
	char *real;        /* owned: its path, links resolved */
	struct flow *flow; /* owned */
	bool open;         /* those that it runs are being looked at */
};

/* Cleared with {0} but for the first member, released with flow_files_free. */
struct flow_files {
	const char *transports; /* the directory of those installed */
	struct flow_file *list; /* owned */
	size_t n, cap;
};

/*
 * Tells what is wrong with the file, with what it needs beside it, and with the
 * flows that it runs, each once. -1, ST_FAIL, where the file itself cannot be
 * read.
 */
int flow_files_check(
    struct flow_files *, const char *path, struct told *, struct err *);

void flow_files_free(struct flow_files *);

#endif
