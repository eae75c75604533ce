/*
 * repair_options: the options of recon-roll for what people close and correct.
 */
#ifndef REPAIR_OPTIONS_H
#define REPAIR_OPTIONS_H

#include "option/option_row.h"
#include "roll/repair/repair_inputs.h"

/* Cleared with {0}, released with repair_options_free. */
struct repair_options {
	struct repair_files amend, adjust;
};

extern const struct option_row repair_options[];

static inline bool
repair_options_are(const struct repair_options *o)
{
	return o->amend.n || o->adjust.n;
}

/* How many of the files are standard input. */
size_t repair_options_stdin(const struct repair_options *);

void repair_options_free(struct repair_options *);

#endif
