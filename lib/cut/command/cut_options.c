#include "cut/command/cut_options.h"

#include <stddef.h>

#include "option/kept_place.h"
#include "option/option_environment.h"
#include "option/option_value.h"
#include "sys/threads.h"
#include "value/time/time_format.h"

enum { DAY_S = 86400, WAIT_S = 60 };

/* The moment that it is said to be. */
static int
set_at(void *at, const struct option_given *o, struct err *e)
{
	static const struct time_format iso;
	struct cut_options *to = at;
	struct time_format_moment m;

	if (!time_format_read(&iso, span_str(o->value), &m) || !m.has_time ||
	    !m.has_offset)
		return err_set(e, ST_FAIL,
		    "\"%s\" is no moment: YYYY-MM-DDTHH:MM:SS and Z, or an "
		    "offset like +08:00",
		    excerpt(span_str(o->value)).s);
	to->at = (int64_t)m.day * DAY_S + m.seconds - m.offset;
	to->has_at = true;
	return 0;
}

/* The number of a step. */
static int
set_as_of(void *at, const struct option_given *o, struct err *e)
{
	struct cut_options *to = at;
	uint64_t n;

	if (!span_count(span_str(o->value), &n))
		return err_set(e, ST_FAIL, "\"%s\" is not the number of a step",
		    excerpt(span_str(o->value)).s);
	to->as_of = (int64_t)n;
	to->has_as_of = true;
	return 0;
}

static int
set_late(void *at, const struct option_given *o, struct err *e)
{
	if (split_late_named(o->value, at))
		return 0;
	return err_set(e, ST_FAIL, "\"%s\" is none of roll, refuse, keep",
	    excerpt(span_str(o->value)).s);
}

#define AT(member) .at = offsetof(struct cut_options, member)

#define SAID(member) .said = offsetof(struct cut_options, member)

static const struct option_row rows[] = {
	{ "help", 'h', NULL, option_value_flag, AT(help) },
	{ "version", 'V', NULL, option_value_flag, AT(version) },
	{ "store", 0, "URL", option_value_text, AT(store) },
	{ "why", 0, "TEXT", option_value_text, AT(why) },
	{ "rehearse", 0, NULL, option_value_flag, AT(rehearse) },
	{ "at", 0, "TIME", set_at, .at = 0 },
	{ "json", 0, NULL, option_value_flag, AT(json) },
	{ "exit-code", 0, NULL, option_value_flag, AT(exit_code) },
	{ "output", 'o', "FILE", option_value_text, AT(output),
	    .file = OPTION_FILE_OUT, .same_result = true },
	{ "into", 'd', "DIR", option_value_text, AT(into),
	    .file = OPTION_FILE_STATE },
	{ "time", 't', "FIELD", option_value_text, AT(time) },
	{ "date-format", 0, "FORMAT", option_value_time_format, AT(clock) },
	{ "as-of", 0, "N", set_as_of, .at = 0 },
	{ "late", 0, "WHAT", set_late, AT(late), SAID(late_said) },
	{ "refused", 0, "FILE", option_value_text, AT(refused),
	    .file = OPTION_FILE_OUT },
	{ "of", 0, "SYSTEM", option_value_text, AT(of) },
	{ "left", 0, "FILE", option_value_text, AT(left),
	    .file = OPTION_FILE_OUT },
	{ "right", 0, "FILE", option_value_text, AT(right),
	    .file = OPTION_FILE_OUT },
	{ "memory", 'S', "SIZE", option_value_memory, AT(sorter.memory),
	    .same_result = true },
	{ "temp", 'T', "DIR", option_value_text, AT(sorter.dir),
	    .same_result = true },
	{ "threads", 'j', "N", option_value_number, AT(sorter.threads),
	    .least = 1, .most = THREADS_MAX, .same_result = true },
	{ "facts", 0, "FILE", option_value_text, AT(facts),
	    .file = OPTION_FILE_OUT, .same_result = true },
	{ "db", 0, "URL", option_value_text, AT(db) },
	{ "opening", 0, "FILE", option_value_text, AT(opening),
	    .file = OPTION_FILE_IN },
	{ "date", 0, "DATE", option_value_day, AT(date), SAID(date_said) },
	{ "next", 0, "DATE", option_value_day, AT(next), SAID(next_said) },
	{ "turn", 0, "DATE", option_value_day, AT(turn), SAID(turn_said) },
	{ "together", 0, "N", option_value_number, AT(together), .least = 1,
	    .most = POST_TOGETHER_MAX, .same_result = true },
	{ "wait", 0, "SECONDS", option_value_number, AT(wait_s),
	    SAID(wait_said), .most = DAY_S, .same_result = true },
	{ "plain", 0, NULL, option_value_flag, AT(plain) },
	{ "require-total", 0, NULL, option_value_flag,
	    AT(rules.require_total) },
	{ "allow-empty", 0, NULL, option_value_flag, AT(rules.allow_empty) },
	{ 0 },
};

/* What RECON_OPTIONS says of sorting; the command line has the last word. */
static int
take_environment(struct cut_options *o, struct err *e)
{
	static const char *const taken[] = { "threads", "memory" };
	struct option_environment from;
	const char *value;
	int r = 0;

	if (option_environment_read(&from, e))
		return -1;
	for (int i = 0; i < 2 && r == 0; i++)
		if (option_environment_has(&from, taken[i], &value))
			r = option_row_set(
			    option_row_find(rows, taken[i]), o, value, e);
	option_environment_free(&from);
	return r;
}

int
cut_options_read(struct cut_options *o, int argc, char **argv, struct err *e)
{
	*o = (struct cut_options){ .argv = {
				       .program = "recon-cut", .rows = rows } };
	o->clock = ACCOUNTING_DAY_NONE;
	line_sorter_usual(&o->sorter);
	o->wait_s = WAIT_S;
	if (take_environment(o, e) ||
	    option_argv_read(&o->argv, o, argc, argv, e))
		return -1;
	if (o->has_at && !o->rehearse)
		return err_set(e, ST_FAIL,
		    "--at goes with --rehearse: else it is as late as it is");
	if (o->why && !*o->why)
		return err_set(e, ST_FAIL, "--why: it is empty");
	return 0;
}

int
cut_options_check_rehearsal(const struct cut_options *o, struct err *e)
{
	return o->rehearse && !o->store
	    ? err_set(e, ST_FAIL,
		  "--rehearse: it takes a store of its own, --store")
	    : 0;
}

int
cut_options_store(const struct cut_options *o, struct buf *url, struct err *e)
{
	return cut_options_check_rehearsal(o, e) ||
		kept_place_find(
		    o->store, "RECON_CUT_STORE", "recon/cut.db", url, e)
	    ? -1
	    : 0;
}
