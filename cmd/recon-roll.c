/*
 * recon-roll: carries what is open from day to day until it closes.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "program.h"
#include "roll/day.h"
#include "roll/overdue.h"
#include "roll/replay.h"
#include "roll/roll_options.h"
#include "value/time/date.h"

static const char usage[] =
    "usage: recon-roll -s STATEDIR -d DATE [FILE]\n"
    "       recon-roll -s STATEDIR -d DATE --import FILE --by NAME --why TEXT\n"
    "       recon-roll -s STATEDIR --replay\n"
    "       recon-roll -s STATEDIR "
    "--print-open|--print-results|--print-facts [-d DATE]\n"
    "       recon-roll -s STATEDIR --status|--verify|--prune DAYS\n"
    "       recon-roll --overdue N [-s STATEDIR] [-d DATE] [FILE]\n"
    "       recon-roll [--open OLD] --open-out NEW -d DATE [FILE]\n"
    "\n"
    "Merges yesterday's open items into today's results: what closes becomes "
    "one\n"
    "rolled line, what does not stays open and carries its age.\n"
    "\n";

static const struct option_row options[] = {
	{ .rows = state_options_dir,
	    .at = offsetof(struct roll_options, state) },
	{ .rows = roll_options, .at = 0 },
	{ .rows = state_options, .at = offsetof(struct roll_options, state) },
	{ .rows = repair_options, .at = offsetof(struct roll_options, repair) },
	{ .rows = overdue_options,
	    .at = offsetof(struct roll_options, overdue) },
	{ .help = "\n" },
	{ "output", .help = "write the results there; appears when complete" },
	{ .name = "plain" },
	{ .name = "stream-version" },
	{ "require-total",
	    .help = "refuse input without control lines (always so,\n"
		    "unless --no-total)" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ .name = "engine" },
	{ .name = "null" },
	{ .name = "end-tab" },
	{ .name = "end-cr" },
	{ .name = "ctrl-a" },
	{ .name = "part" },
	{ "profile",
	    .help = "options from the [recon-roll] section of a profile" },
	{ "verbose", .help = "say how many items came and went" },
	{ "progress", .help = "show how far it is (always on a terminal)" },
	{ 0 },
};

static bool
prints_stream(const void *settings)
{
	const struct roll_options *s = settings;

	return s->overdue.said ||
	    (state_options_prints(&s->state) &&
		!s->state.tasks[TASK_PRINT_FACTS]);
}

/* What is said of streams says nothing where none is read or made. */
static void
check_streams(const struct program *p, enum task task)
{
	static const char *const streams[] = { "allow-empty", "comments",
		"engine", "null", "end-tab", "end-cr", "ctrl-a", "part",
		"require-total", "stream-version" };

	for (size_t i = p->n_given_before; task && i < p->n_given; i++)
		for (size_t k = 0; k < sizeof streams / sizeof *streams; k++)
			if (!strcmp(p->given[i].option, streams[k]))
				messages_fail("--%s is for results that are "
					      "read or written, and none are "
					      "here",
				    streams[k]);
}

/* Returns what is to be done. */
static enum task
settle(struct roll_options *s, const struct program *p)
{
	const struct roll_said said = { p->said, p->n_said, p->n_before,
		p->operands, p->n_operands, p->output != NULL };
	const char *option, *why;
	enum task task;
	struct err e;

	why = roll_options_settle(s, &said, &task, &option);
	if (option)
		messages_fail("--%s %s", option, why);
	if (why)
		messages_bad_usage(why);
	check_streams(p, task);
	if (residual_caps_check(&s->roll.caps, &s->roll.tolerances, &e))
		messages_die(&e);
	return task;
}

static void
say_notes(struct span notes)
{
	while (notes.len) {
		const char *lf = memchr(notes.p, '\n', notes.len);

		messages_say("%.*s", (int)(lf - notes.p), notes.p);
		notes.len -= (size_t)(lf - notes.p) + 1;
		notes.p = lf + 1;
	}
}

/* What the tolerance let pass. */
static void
say_residuals(const struct roll_sums *r)
{
	struct buf b = { 0 };

	if (residuals_tell(&r->residuals, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_free(&b);
}

/* Groups in which sums were given up. */
static void
say_unsearched(const struct day *d)
{
	struct buf b = { 0 };

	if (sum_legs_told(&d->roll.key.close.sums, &d->wish->roll->sums, &b))
		messages_say("%.*s", (int)b.len, b.p);
	buf_free(&b);
}

static void
say_counts(const struct roll_sums *r, int32_t day, const char *how)
{
	char date[DATE_LEN + 1];

	date_format(day, date);
	messages_say("%s: %s%" PRIu64 " open before, %" PRIu64 " new, %" PRIu64
		     " closed, %" PRIu64 " open now",
	    date, how, class_totals_lines(&r->before),
	    class_totals_lines(&r->fresh), class_totals_lines(&r->closed),
	    class_totals_lines(&r->kept));
}

/* Items that this run has opened again. */
static void
say_reopened(const struct day *d)
{
	uint64_t n = class_totals_lines(&d->roll.sums.reopened);
	char date[DATE_LEN + 1];

	if (n == 0 || d->state.unchanged)
		return;
	date_format(d->wish->date, date);
	messages_say("%s: %s: %" PRIu64 " %s open again, closed by an earlier "
		     "run of the day: reopened=",
	    d->state.wish.dir, date, n, n == 1 ? "item is" : "items are");
}

static void
say_repairs(const struct repairs *r)
{
	messages_say("by hand: %zu record%s, %" PRIu64
		     " left out for a reply= that is known, %" PRIu64
		     " kept and not rolled; %zu item%s adjusted",
	    r->amendments.n, plural(r->amendments.n), r->n_known, r->n_late,
	    r->adjustments.n, plural(r->adjustments.n));
}

static void
tell(const struct day *d, const struct program *p, const struct roll_options *s)
{
	if (s->state.dir)
		say_notes(buf_span(&d->state.turn.notes));
	if (p->verbose && s->state.dir && d->state.unchanged &&
	    !d->state.mended)
		messages_say(
		    "%s: the day was run from the same before: nothing was "
		    "written",
		    s->state.dir);
	say_residuals(&d->roll.sums);
	say_unsearched(d);
	say_reopened(d);
	if (p->verbose && repair_options_are(&s->repair))
		say_repairs(&d->repairs);
	if (p->verbose)
		say_counts(&d->roll.sums, s->date, "");
}

/* Called for each day that is replayed. */
static void
tell_replayed(void *arg, const struct day *d)
{
	(void)arg;
	say_notes(buf_span(&d->state.turn.notes));
	say_unsearched(d);
	say_reopened(d);
	say_counts(&d->roll.sums, d->state.wish.today, "replayed: ");
}

static void
run_day(const struct roll_options *s, const struct program *p)
{
	const struct state_options *of = &s->state;
	struct buf told = { 0 };
	struct state_wish state = {
		.dir = of->dir,
		.today = s->date,
		.kind = of->import ? DAY_IMPORTED : DAY_ROLLED,
		.wait_s = of->wait_s,
		.force = of->force,
		.by = of->by,
		.why = of->why,
		.version = program_version,
		.copies = of->keep_days > 0,
		.keep_days = of->keep_days,
		.told = &told,
	};
	struct day_wish wish = {
		.state = of->dir ? &state : NULL,
		.roll = &s->roll,
		.open = of->import ? of->import : s->open,
		.open_out = s->open_out,
		.today = s->today,
		.date = s->date,
		.no_total = s->no_total,
		.amend = s->repair.amend,
		.adjust = s->repair.adjust,
		.facts_in = s->facts_in,
		.rules = p->rules,
		.output = p->output,
		.plain = p->plain,
	};
	struct day day;
	struct err e;
	int r = of->replay ? replay_days(&wish, tell_replayed, NULL, &e)
			   : day_run(&day, &wish, &e);

	say_notes(buf_span(&told));
	buf_free(&told);
	if (r)
		messages_die(&e);
	if (of->replay)
		return;
	tell(&day, p, s);
	day_close(&day);
}

static void
do_task(const struct roll_options *s, const struct program *p, enum task task)
{
	struct task_wish wish = {
		.task = task,
		.dir = s->state.dir,
		.day = s->date_said ? &s->date : NULL,
		.output = p->output,
		.plain = p->plain,
		.prune_days = s->state.prune_days,
		.wait_s = s->state.wait_s,
	};
	struct buf notes = { 0 };
	struct err e;

	if (task_do(&wish, &notes, &e))
		messages_die(&e);
	say_notes(buf_span(&notes));
	buf_free(&notes);
}

/* Returns whether anything is. */
static bool
list_overdue(const struct roll_options *s, const struct program *p)
{
	struct overdue_wish wish = {
		.dir = s->state.dir,
		.file = p->operands[0],
		.day = s->date_said ? &s->date : NULL,
		.days = s->overdue.days,
		.holidays = s->overdue.holidays,
		.no_total = s->no_total,
		.rules = p->rules,
		.output = p->output,
		.plain = p->plain,
	};
	struct buf notes = { 0 };
	char date[DATE_LEN + 1];
	struct overdue o;
	struct err e;

	if (overdue_list(&o, &wish, &notes, &e))
		messages_die(&e);
	say_notes(buf_span(&notes));
	buf_free(&notes);
	date_format(o.day, date);
	if (p->verbose)
		messages_say("%s: %" PRIu64 " of %" PRIu64
			     " open items are %u or more %sdays old",
		    date, o.late, o.items, s->overdue.days,
		    s->overdue.holidays ? "business " : "");
	return o.late > 0;
}

int
main(int argc, char **argv)
{
	struct roll_options s = { 0 };
	struct program p = { "recon-roll", usage, 24, options, .settings = &s,
		.kind = STREAM_RESULT, .is_stream = prints_stream };
	enum task task;

	program_begin(&p, argc, argv);
	task = settle(&s, &p);
	if (s.overdue.said) {
		bool late = list_overdue(&s, &p);

		roll_options_free(&s);
		return program_end(
		    &p, late && s.overdue.exit_code ? ST_DIFFER : ST_OK);
	}
	if (task == TASK_NONE)
		run_day(&s, &p);
	else
		do_task(&s, &p, task);
	roll_options_free(&s);
	return program_end(&p, ST_OK);
}
