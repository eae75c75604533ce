/*
 * recon-roll: carries what is open from day to day until it closes.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "option/option_value.h"
#include "value/date.h"
#include "program.h"
#include "roll/roll.h"
#include "book/state.h"

struct settings {
	const char *state, *open, *open_out;
	const char *today;     /* the FILE operand */
	const char *date_said; /* NULL: no date was given */
	int32_t date;
	bool force, no_total;
};

static const char usage[] =
    "usage: recon-roll -s STATEDIR -d DATE [FILE]\n"
    "       recon-roll [--open OLD] --open-out NEW -d DATE [FILE]\n"
    "\n"
    "Merges yesterday's open items into today's results: what closes becomes "
    "one\n"
    "rolled line, what does not stays open and carries its age.\n"
    "\n";

static const struct option_row options[] = {
	{ "state", 's', "STATEDIR", option_value_text,
	    .at = offsetof(struct settings, state), .file = OPTION_FILE_STATE,
	    .help = "the open items of each day are kept here" },
	{ "date", 'd', "DATE", option_value_day,
	    .at = offsetof(struct settings, date),
	    .said = offsetof(struct settings, date_said),
	    .help = "today, YYYY-MM-DD" },
	{ "open", 0, "OLD", option_value_text,
	    .at = offsetof(struct settings, open), .file = OPTION_FILE_IN,
	    .help = "yesterday's open items (none: the first day)" },
	{ "open-out", 0, "NEW", option_value_text,
	    .at = offsetof(struct settings, open_out), .file = OPTION_FILE_OUT,
	    .help = "where today's open items go" },
	{ "force", 0, NULL, option_value_flag,
	    .at = offsetof(struct settings, force),
	    .help = "skip missing days, or throw later ones away" },
	{ "no-total", 0, NULL, option_value_flag,
	    .at = offsetof(struct settings, no_total),
	    .help = "take a stream that has no #total line" },
	{ .help = "\n" },
	{ "output", .help = "write the results there; appears when complete" },
	{ .name = "plain" },
	{ "require-total",
	    .help = "refuse input without control lines (always so,\n"
		    "unless --no-total)" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ "profile",
	    .help = "options from the [recon-roll] section of a profile" },
	{ "verbose", .help = "say how many items came and went" },
	{ "progress", .help = "show how far it is (always on a terminal)" },
	{ 0 },
};

/* Where the open items come from and go to. */
struct places {
	struct state state; /* with --state only */
	bool keeps_state;
	struct stream_in before, today;
	bool has_before;
	struct stream_out open, out;
};

static void
check_settings(struct settings *s, const struct program *p)
{
	if (!s->state && !s->open_out)
		messages_bad_usage("where do open items go? give --state or "
				   "--open-out");
	if (s->state && (s->open || s->open_out))
		messages_bad_usage("--state keeps the open items; --open and "
				   "--open-out do not go with it");
	if (s->force && !s->state)
		messages_bad_usage("--force is for the days of --state");
	if (!s->date_said)
		messages_bad_usage("which day is it? give --date");
	if (p->n_operands > 1)
		messages_bad_usage(
		    "more than one FILE; recon-sort -m merges them");
	s->today = p->operands[0];
	if (s->open_out && !strcmp(s->open_out, "-"))
		messages_bad_usage(
		    "--open-out needs a file, standard output has the "
		    "results");
	if (s->open && !strcmp(s->open, "-") && !strcmp(s->today, "-"))
		messages_bad_usage(
		    "--open and FILE cannot both be standard input");
}

static const char unless[] = " (--no-total takes it)";

/* The open items from before, if there are any. */
static int
open_before(struct places *at, const struct settings *s, struct err *e)
{
	const char *name = at->keeps_state ? at->state.before : s->open;
	struct stream_rules rules = {
		.require_total = at->keeps_state || !s->no_total,
		.unless = at->keeps_state ? NULL : unless,
	};

	if (!name || !strcmp(name, "/dev/null"))
		return 0;
	if (stream_open(&at->before, name, STREAM_RESULT, &rules, e))
		return -1;
	at->has_before = true;
	return 0;
}

static int
open_places(struct places *at, const struct settings *s,
    const struct program *p, struct err *e)
{
	struct stream_rules rules = p->rules;

	if (!rules.require_total)
		rules.unless = unless;
	rules.require_total |= !s->no_total;
	at->open.out.fd = at->out.out.fd = -1;
	if (s->state && state_open(&at->state, s->state, s->date, s->force, e))
		return -1;
	at->keeps_state = s->state != NULL;
	if (open_before(at, s, e) ||
	    stream_open(&at->today, s->today, STREAM_RESULT, &rules, e) ||
	    stream_create(&at->out, p->output, STREAM_RESULT, p->plain, e))
		return -1;
	return at->keeps_state
	    ? state_create(&at->state, &at->open, e)
	    : stream_create(&at->open, s->open_out, STREAM_RESULT, false, e);
}

/*
 * The results, without their #total, are with the system before the day is
 * kept, and the day is kept before #total says that they are whole: nobody
 * downstream hears of a day that is not there, and a day that was kept but
 * not heard of can be run again.
 */
static int
keep(struct places *at, struct err *e)
{
	if (output_flush(&at->out.out, e))
		return -1;
	if (at->keeps_state ? state_commit(&at->state, &at->open, e)
			    : stream_finish(&at->open, e))
		return -1;
	return stream_finish(&at->out, e);
}

static _Noreturn void
give_up(struct places *at, const struct err *e)
{
	stream_abandon(&at->open);
	stream_abandon(&at->out);
	messages_die(e);
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

static void
tell(const struct places *at, const struct roll *r, const struct program *p,
    const struct settings *s)
{
	char date[DATE_LEN + 1];

	if (at->keeps_state)
		say_notes(buf_span(&at->state.notes));
	if (!p->verbose)
		return;
	date_format(s->date, date);
	messages_say("%s: %" PRIu64 " open before, %" PRIu64 " new, %" PRIu64
		     " closed, %" PRIu64 " open now",
	    date, class_totals_lines(&r->before), class_totals_lines(&r->fresh),
	    class_totals_lines(&r->closed), class_totals_lines(&r->kept));
}

static void
close_places(struct places *at)
{
	if (at->has_before)
		stream_close(&at->before);
	stream_close(&at->today);
	if (at->keeps_state)
		state_close(&at->state);
}

int
main(int argc, char **argv)
{
	struct settings s = { 0 };
	struct program p = { "recon-roll", usage, 24, options, .settings = &s,
		.kind = STREAM_RESULT };
	struct places at = { 0 };
	struct roll roll = { 0 };
	struct err e;

	program_begin(&p, argc, argv);
	check_settings(&s, &p);
	if (open_places(&at, &s, &p, &e) ||
	    roll_day(&roll, at.has_before ? &at.before : NULL, &at.today,
		s.date, &at.open, &at.out, &e) ||
	    keep(&at, &e))
		give_up(&at, &e);
	tell(&at, &roll, &p, &s);
	roll_free(&roll);
	close_places(&at);
	return program_end(&p);
}
