#include "db/sql_state.h"

#include <string.h>

static const struct {
	const char *begins;
	enum status status;
} states[] = {
	{ "08", ST_AGAIN },    /* connection */
	{ "25P03", ST_AGAIN }, /* nothing was said in a transaction for long */
	{ "40", ST_AGAIN },    /* rolled back: deadlock, serialization */
	{ "53300", ST_AGAIN }, /* too many connections */
	{ "55P03", ST_AGAIN }, /* lock not available */
	{ "57P0", ST_AGAIN },  /* shut down, or not up yet */
	{ "22", ST_DATA },     /* a value */
	{ "54", ST_DATA },     /* more than a server takes, as in an index */
	{ "23", ST_BROKEN },   /* a constraint */
};

enum status
sql_state_status(const char *state)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (span_begins(span_str(state), span_str(states[i].begins)))
			return states[i].status;
	return ST_FAIL;
}

bool
sql_state_is_conflict(const char *state)
{
	return !strcmp(state, "40001") || !strcmp(state, "40P01") ||
	    !strcmp(state, "55P03");
}
