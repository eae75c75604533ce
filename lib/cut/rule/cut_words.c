/* States, events and steps by their names, recon-cut(1). */
#include <string.h>

#include "cut/rule/cut_rule.h"

static const char *const states[CUT_STATES] = {
	[CUT_OPEN] = "open",
	[CUT_ANNOUNCED] = "announced",
	[CUT_DECIDED] = "decided",
	[CUT_CUT] = "cut",
	[CUT_COMPLETE] = "complete",
	[CUT_SEALED] = "sealed",
	[CUT_TIED] = "tied",
	[CUT_LOCKED] = "locked",
	[CUT_WITHDRAWING] = "withdrawing",
	[CUT_WITHDRAWN] = "withdrawn",
};

static const char *const events[CUT_EVENTS] = {
	[CUT_NOTHING] = "nothing",
	[CUT_ANNOUNCE] = "announce",
	[CUT_WITHDRAW] = "withdraw",
	[CUT_CUT_NOW] = "cut",
	[CUT_READY] = "ready",
	[CUT_COMPLETE_NOW] = "complete",
	[CUT_EXTRACT] = "extract",
	[CUT_LOCKED_NOW] = "locked",
	[CUT_DATE] = "date",
};

static const char *const steps[CUT_EVENTS] = {
	[CUT_ANNOUNCE] = "announced",
	[CUT_WITHDRAW] = "withdrawn",
	[CUT_CUT_NOW] = "cut",
	[CUT_READY] = "ready",
	[CUT_COMPLETE_NOW] = "complete",
	[CUT_LOCKED_NOW] = "locked",
};

const char *
cut_state_name(enum cut_state s)
{
	return states[s];
}

const char *
cut_event_name(enum cut_event v)
{
	return events[v];
}

/* The place of a word in a list; n where it is none of them. */
static int
find(const char *const *words, int n, const char *word)
{
	int i = 0;

	while (i < n && !(words[i] && strcmp(words[i], word) == 0))
		i++;
	return i;
}

bool
cut_state_named(const char *word, enum cut_state *s)
{
	int i = find(states, CUT_STATES, word);

	if (i < CUT_STATES)
		*s = (enum cut_state)i;
	return i < CUT_STATES;
}

bool
cut_event_named(const char *word, enum cut_event *v)
{
	int i = find(events, CUT_EVENTS, word);

	if (i < CUT_EVENTS)
		*v = (enum cut_event)i;
	return i < CUT_EVENTS;
}

bool
cut_step_named(const char *word, enum cut_event *v)
{
	int i = find(steps, CUT_EVENTS, word);

	if (i < CUT_EVENTS)
		*v = (enum cut_event)i;
	return i < CUT_EVENTS;
}

bool
cut_state_reached(enum cut_state s, enum cut_state other)
{
	return s >= other && s < CUT_WITHDRAWING;
}
