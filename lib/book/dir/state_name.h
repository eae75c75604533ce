/*
 * state_name: the names of the files in a state directory, recon-state(5).
 *
 *	manifest            which days there are
 *	day-D.G             what is known of generation G of day D
 *	open-D.G.res        what was open in its evening
 *	input-D.G.N.gz      a copy of its N-th input
 *	results-D.G.gz      a copy of its results
 *	lock
 */
#ifndef STATE_NAME_H
#define STATE_NAME_H

#include <stdint.h>

#include "base/span.h"
#include "value/time/date.h"

enum state_file {
	STATE_DAY,
	STATE_OPEN,
	STATE_INPUT,
	STATE_RESULTS,
};

struct state_name {
	enum state_file is;
	int32_t day;
	unsigned generation; /* from 1 */
	unsigned number;     /* of an input, from 1; else 0 */
};

enum {
	STATE_GENERATION_MAX = 999999,
	STATE_NAME_CAP = 48, /* bytes of a name and a NUL */
};

#define STATE_MANIFEST "manifest"

void state_name_format(char text[STATE_NAME_CAP], const struct state_name *);

/* False for a name that is none of a day's. Each has one way to be written. */
bool state_name_parse(struct span, struct state_name *);

/*
 * The names of version 0.1.0, which knew no generations: open-D.res, and
 * back-open-D.res of a step back that was cut short, which replaces the day
 * and all later ones.
 */
bool state_name_older(struct span, int32_t *day, bool *back);

/* Reads a generation: digits, no zero in front. */
bool state_name_generation(struct span, unsigned *);

#endif
