/*
 * plan: a flow that can be run: its text read and checked, its nodes as a graph,
 * its conditions taken apart. Made once for all runs of one text.
 */
#ifndef PLAN_H
#define PLAN_H

#include "flow/graph/flow_condition.h"

enum { PLAN_DIGEST_CAP = 65 }; /* SHA-256 in hex and a NUL */

/* Stays where it was made; released with plan_free. */
struct plan {
	char digest[PLAN_DIGEST_CAP];
	struct buf text; /* owned: the file as it was */
	struct flow flow;
	struct flow_graph graph;
	struct flow_condition *edges; /* owned: of each edge, in the order of
	                               * graph.parents; no tests: none */
	struct flow_condition *until; /* owned: of each node likewise */
	size_t *down; /* owned: beside each of graph.children, the edge that
	               * leads there */
};

/* Of path and text: commands of one text run elsewhere in another directory. */
void plan_digest(
    const char *path, struct span text, char digest[PLAN_DIGEST_CAP]);

/*
 * Makes it of a text that is or was in the file at path, which says where its
 * commands run; what is wrong with the text is told, and then it is ST_DATA, the
 * first of it in the error. What it needs beside the text is not looked at.
 */
int plan_make(struct plan *, const char *path, struct span text, struct told *,
    struct err *);

/* Reads the file, too; it is refused where others can write it. */
int plan_read(struct plan *, const char *path, struct told *, struct err *);

void plan_free(struct plan *);

#endif
