#include "roll/roll_options.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "match/match_options.h"
#include "option/option_value.h"

enum { AFTER_MAX = 36500 }; /* days */

static int
add_facts_in(void *at, const struct option_given *o, struct err *e)
{
	if (!strcmp(o->value, "-"))
		return err_set(e, ST_FAIL, "takes files");
	repair_files_add(at, &(struct repair_file){ .path = o->value });
	return 0;
}

const struct option_row roll_options[] = {
	{ "date", 'd', "DATE", option_value_day,
	    .at = offsetof(struct roll_options, date),
	    .said = offsetof(struct roll_options, date_said),
	    .help = "today, YYYY-MM-DD" },
	{ "open", 0, "OLD", option_value_text,
	    .at = offsetof(struct roll_options, open), .file = OPTION_FILE_IN,
	    .help = "yesterday's open items (none: the first day)" },
	{ "open-out", 0, "NEW", option_value_text,
	    .at = offsetof(struct roll_options, open_out),
	    .file = OPTION_FILE_OUT, .help = "where today's open items go" },
	{ "tolerance", 0, "T", match_option_tolerance,
	    .at = offsetof(struct roll_options, roll.tolerances),
	    .help = "amounts that differ by T or less close each other, as\n"
		    "recon-join matches them: 0.05, 0.5%, CNY=0.05" },
	{ "tolerance-total", 0, "AMOUNT", match_option_residual_cap,
	    .at = offsetof(struct roll_options, roll.caps),
	    .help = "such differences may add up to AMOUNT, without their\n"
		    "signs; CNY=AMOUNT: those of one currency" },
	{ "sum-of", 0, "N", option_value_number,
	    .at = offsetof(struct roll_options, roll.sums.most),
	    .least = SUM_PARTS_MIN, .most = SUM_PARTS_MAX,
	    .help = "of what is left one leg closes with up to N of the other\n"
		    "side that add up to it, 2 to 8, where" },
	{ "sum-of-after", 0, "DAYS", option_value_number,
	    .at = offsetof(struct roll_options, roll.sums.after),
	    .said = offsetof(struct roll_options, after_said),
	    .most = AFTER_MAX,
	    .help = "that one, or each of the others, is from before and\n"
		    "DAYS days old" },
	{ "sum-of-steps", 0, "N", option_value_number,
	    .at = offsetof(struct roll_options, roll.sums.steps), .least = 1,
	    .most = UINT_MAX,
	    .help = "no sums where that takes more steps; 1000000" },
	{ "facts-in", 0, "FILE", add_facts_in,
	    .at = offsetof(struct roll_options, facts_in),
	    .file = OPTION_FILE_IN,
	    .help = "what a stage before put down by --facts: kept with the\n"
		    "day; as often as there are files" },
	{ "no-total", 0, NULL, option_value_flag,
	    .at = offsetof(struct roll_options, no_total),
	    .help = "take a stream that has no #total line" },
	{ 0 },
};

/* Was the option said on the command line? */
static bool
is_said(const struct roll_said *said, const char *name)
{
	for (size_t i = said->n_from_profile; i < said->n; i++)
		if (!strcmp(said->names[i], name))
			return true;
	return false;
}

/* Takes back what the profile alone says, and is for days that are run. */
static void
pass_over(struct roll_options *o, const struct roll_said *said)
{
	struct state_options *s = &o->state;
	bool runs = state_options_reads(s);

	if (runs || o->overdue.said)
		return;
	if (!is_said(said, "keep") && !s->import)
		s->keep_days = 0;
	if (!is_said(said, "wait") && !s->import && !s->replay &&
	    !s->tasks[TASK_PRUNE])
		s->wait_s = 0;
	if (s->replay)
		return;
	if (!is_said(said, "no-total") && !s->import)
		o->no_total = false;
	if (!is_said(said, "tolerance") && !is_said(said, "tolerance-total")) {
		tolerances_free(&o->roll.tolerances);
		residual_caps_free(&o->roll.caps);
	}
	if (!is_said(said, "sum-of") && !is_said(said, "sum-of-after") &&
	    !is_said(said, "sum-of-steps")) {
		o->roll.sums = (struct sum_legs_rules){ 0 };
		o->after_said = NULL;
	}
}

/* Sums are looked for with both or not at all. */
static const char *
check_sums(const struct roll_options *o, bool runs)
{
	const struct sum_legs_rules *sums = &o->roll.sums;

	if (!sums->most && !o->after_said && !sums->steps)
		return NULL;
	if (!runs)
		return "--sum-of is for a day that is run";
	if (!sums->most || !o->after_said)
		return "--sum-of and --sum-of-after need each other";
	return NULL;
}

static const char *
check_open(const struct roll_options *o)
{
	if (!o->state.dir && !o->open_out)
		return "where do open items go? give --state or --open-out";
	if (o->state.dir && (o->open || o->open_out))
		return "--state keeps the open items; --open and --open-out do "
		       "not go with it";
	if (o->open_out && !strcmp(o->open_out, "-"))
		return "--open-out needs a file, standard output has the "
		       "results";
	if (o->open && o->today && !strcmp(o->open, "-") &&
	    !strcmp(o->today, "-"))
		return "--open and FILE cannot both be standard input";
	return NULL;
}

static const char *
check_repair(const struct roll_options *o, bool reads)
{
	size_t n = repair_options_stdin(&o->repair);

	if (!reads && repair_options_are(&o->repair))
		return "--amend and --adjust are for a day that is run";
	if (n + (o->today && !strcmp(o->today, "-")) +
		(o->open && !strcmp(o->open, "-")) >
	    (n ? 1 : 2))
		return "only one of FILE, --open, --amend and --adjust can be "
		       "standard input";
	return NULL;
}

/* What needs a day that is run, or a place for what is printed. */
static const char *
check_fit(
    const struct roll_options *o, const struct roll_said *said, enum task task)
{
	bool reads = state_options_reads(&o->state);
	bool prints = state_options_prints(&o->state);

	if (!o->date_said && (reads || o->state.import))
		return "which day is it? give --date";
	if (said->n_files > 1)
		return "more than one FILE; recon-sort -m merges them";
	if (!reads && strcmp(said->files[0], "-"))
		return "no FILE is read here";
	if (o->no_total && !reads && !o->state.import && !o->state.replay)
		return "--no-total is for what is read, and no results are "
		       "read here";
	if (said->output && !prints && task != TASK_STATUS)
		return "nothing goes to --output here";
	if (o->date_said && !prints)
		return "--date is for one day, and this is for all";
	if ((o->roll.tolerances.n || o->roll.caps.n) && !reads &&
	    !o->state.replay)
		return "--tolerance is for a day that is run";
	if (o->roll.caps.n && !o->roll.tolerances.n)
		return "--tolerance-total needs --tolerance";
	if (o->facts_in.n && (!o->state.dir || !(reads || o->state.import)))
		return "--facts-in is for a day that is run and kept in "
		       "--state";
	return check_sums(o, reads || o->state.replay);
}

const char *
roll_options_settle(struct roll_options *o, const struct roll_said *said,
    enum task *task, const char **option)
{
	struct overdue_beside beside = { said->names, said->n,
		said->n_from_profile, said->files[0], said->n_files };
	bool reads = state_options_reads(&o->state);
	const char *why = overdue_options_fault(&o->overdue, &beside, option);

	*task = TASK_NONE;
	if (why || o->overdue.said)
		return why;
	pass_over(o, said);
	if (state_options_settle(&o->state, task, &why) ||
	    (why = check_fit(o, said, *task)) != NULL)
		return why;
	o->today = reads ? said->files[0] : NULL;
	why = check_open(o);
	return why ? why : check_repair(o, reads);
}

void
roll_options_free(struct roll_options *o)
{
	roll_rules_free(&o->roll);
	repair_options_free(&o->repair);
	free(o->facts_in.of);
}
