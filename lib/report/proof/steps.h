/*
 * steps: what a second person does to see for themselves, with commands.
 */
#ifndef REPORT_STEPS_H
#define REPORT_STEPS_H

#include "report/stages/stages.h"
#include "report/words/words.h"

struct steps {
	enum language lang;
	const char *state;   /* of recon-roll, or NULL */
	const char *results; /* a file, or NULL */
	const struct stages *stages;
};

/* Adds a list of them, as HTML. */
void steps_put(const struct steps *, struct buf *);

#endif
