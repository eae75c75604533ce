/*
 * flow_mark: what a picture says of a node of a run, beside what it is.
 *
 * How a node stands is told by a sign and a word, by the line around it, and by
 * a colour.
 */
#ifndef FLOW_MARK_H
#define FLOW_MARK_H

#include "base/buf.h"

enum flow_look {
	LOOK_PLAIN, /* it is in no run */
	LOOK_WAITING,
	LOOK_READY,
	LOOK_RUNNING,
	LOOK_HELD,
	LOOK_DONE,
	LOOK_DIFFERS,
	LOOK_FAILED,
	LOOK_SKIPPED,
	LOOK_CANCELLED,
};
enum { LOOKS = LOOK_CANCELLED + 1 };

/* Around a node. */
enum flow_edging { EDGING_PLAIN, EDGING_DASHED, EDGING_DOTTED, EDGING_DOUBLE };

/* A look, as every form of a picture has it. Colours are without "#"; the dark ones
 * are for a dark page. */
struct flow_look_is {
	const char *name; /* "waiting"; "" of LOOK_PLAIN */
	const char *sign;
	const char *line, *fill; /* colours */
	const char *dark_line, *dark_fill;
	int width; /* of the line, pixels */
	enum flow_edging edging;
};

const struct flow_look_is *flow_look_is(enum flow_look);

enum { FLOW_MARK_LINES = 4 };

/* Cleared with {0}: that of a node in no run. Released with flow_mark_free. */
struct flow_mark {
	enum flow_look look;
	struct buf line[FLOW_MARK_LINES]; /* owned: each visible (visible.h);
	                                   * the first behind sign and word */
	size_t n;
};

void flow_mark_free(struct flow_mark *);

#endif
