#include "book/state_options.h"

#include "option/option_value.h"

enum { WAIT_MAX = 86400, DAYS_MAX = 36500 };

/* Where it is noted that a task was asked for. */
#define TASK(name) \
	(offsetof(struct state_options, tasks) + TASK_##name * sizeof(bool))

#define ALONE \
	"--import, --replay, --print-open, --print-results, --print-facts, " \
	"--status, --verify and --prune "

static int
set_prune(void *at, const struct option_given *o, struct err *e)
{
	struct state_options *s = at;

	s->tasks[TASK_PRUNE] = true;
	return option_value_number(&s->prune_days, o, e);
}

const struct option_row state_options_dir[] = {
	{ "state", 's', "STATEDIR", option_value_text,
	    .at = offsetof(struct state_options, dir),
	    .file = OPTION_FILE_STATE,
	    .help = "the days are kept here, recon-state(5)" },
	{ 0 },
};

const struct option_row state_options[] = {
	{ .help = "\nOf a state directory:\n" },
	{ "force", 0, NULL, option_value_flag,
	    .at = offsetof(struct state_options, force),
	    .help = "run a day out of turn, or from other input\n"
		    "than before; with --by and --why" },
	{ "by", 0, "NAME", option_value_text,
	    .at = offsetof(struct state_options, by),
	    .help = "who wants it, kept in the state" },
	{ "why", 0, "TEXT", option_value_text,
	    .at = offsetof(struct state_options, why),
	    .help = "and the reason" },
	{ "wait", 0, "SECONDS", option_value_number,
	    .at = offsetof(struct state_options, wait_s), .most = WAIT_MAX,
	    .same_result = true,
	    .help = "wait so long for a run that is at work there" },
	{ "import", 0, "FILE", option_value_text,
	    .at = offsetof(struct state_options, import),
	    .file = OPTION_FILE_IN,
	    .help = "begin with these open items; with --by and --why" },
	{ "keep", 0, "DAYS", option_value_number,
	    .at = offsetof(struct state_options, keep_days), .least = 1,
	    .most = DAYS_MAX,
	    .help = "keep copies of inputs and results so long" },
	{ "replay", 0, NULL, option_value_flag,
	    .at = offsetof(struct state_options, replay),
	    .help = "run what is stale again, from the copies" },
	{ "print-open", 0, NULL, option_value_flag, .at = TASK(PRINT_OPEN),
	    .help = "print the open items of a day (none: the last\n"
		    "that is not stale)" },
	{ "print-results", 0, NULL, option_value_flag,
	    .at = TASK(PRINT_RESULTS),
	    .help = "print the copy of its results" },
	{ "print-facts", 0, NULL, option_value_flag, .at = TASK(PRINT_FACTS),
	    .help = "print the facts of the stages before it" },
	{ "status", 0, NULL, option_value_flag, .at = TASK(STATUS),
	    .help = "show the days, what is open and since when" },
	{ "verify", 0, NULL, option_value_flag, .at = TASK(VERIFY),
	    .help = "check every file and sum of all days" },
	{ "prune", 0, "DAYS", set_prune, .most = DAYS_MAX,
	    .help = "remove open items and copies of days that are so\n"
		    "long before the last" },
	{ 0 },
};

/* Whoever decides is named. */
static const char *
find_fault(const struct state_options *s, enum task task)
{
	bool asks = s->force || s->import;
	bool reads = task != TASK_NONE && task != TASK_PRUNE;

	if (s->replay && s->force)
		return "--replay runs days from their own input, in turn: "
		       "nothing is forced";
	if ((task != TASK_NONE || s->replay) && (s->force || s->keep_days))
		return "--force and --keep are for a day that is run";
	if (reads && s->wait_s)
		return "--wait is for what changes the state, and this only "
		       "reads it";
	if (!s->dir && (s->force || s->keep_days || s->wait_s))
		return "--force, --keep and --wait are for the days of "
		       "--state";
	if (asks && (!s->by || !s->why || !*s->by || !*s->why))
		return "--force and --import are kept in the state with who "
		       "and why: give --by and --why";
	if (!asks && (s->by || s->why))
		return "--by and --why are for --force and --import";
	return NULL;
}

int
state_options_settle(
    const struct state_options *s, enum task *task, const char **why)
{
	unsigned n = (s->import ? 1u : 0) + (s->replay ? 1u : 0);

	*task = TASK_NONE;
	for (int i = TASK_NONE; i <= TASK_PRUNE; i++) {
		n += s->tasks[i] ? 1u : 0;
		if (s->tasks[i])
			*task = (enum task)i;
	}
	*why = n > 1       ? ALONE "do not go together"
	    : n && !s->dir ? ALONE "are for the days of --state"
			   : find_fault(s, *task);
	return *why ? -1 : 0;
}

bool
state_options_reads(const struct state_options *s)
{
	for (int i = TASK_NONE; i <= TASK_PRUNE; i++)
		if (s->tasks[i])
			return false;
	return !s->import && !s->replay;
}

bool
state_options_prints(const struct state_options *s)
{
	return !s->replay && !s->tasks[TASK_STATUS] && !s->tasks[TASK_VERIFY] &&
	    !s->tasks[TASK_PRUNE];
}
