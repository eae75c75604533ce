#include "cut/command/cut_options.h"

#include <stddef.h>

#include "option/kept_place.h"
#include "option/option_value.h"
#include "value/time/time_format.h"

enum { DAY_S = 86400 };

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

#define AT(member) .at = offsetof(struct cut_options, member)

static const struct option_row rows[] = {
	{ "help", 'h', NULL, option_value_flag, AT(help) },
	{ "version", 'V', NULL, option_value_flag, AT(version) },
	{ "store", 0, "URL", option_value_text, AT(store) },
	{ "why", 0, "TEXT", option_value_text, AT(why) },
	{ "rehearse", 0, NULL, option_value_flag, AT(rehearse) },
	{ "at", 0, "TIME", set_at, .at = 0 },
	{ "json", 0, NULL, option_value_flag, AT(json) },
	{ "exit-code", 0, NULL, option_value_flag, AT(exit_code) },
	{ "output", 'o', "FILE", option_value_text, AT(output) },
	{ 0 },
};

int
cut_options_read(struct cut_options *o, int argc, char **argv, struct err *e)
{
	*o = (struct cut_options){ .argv = {
				       .program = "recon-cut", .rows = rows } };
	if (option_argv_read(&o->argv, o, argc, argv, e))
		return -1;
	if (o->has_at && !o->rehearse)
		return err_set(e, ST_FAIL,
		    "--at goes with --rehearse: else it is as late as it is");
	if (o->why && !*o->why)
		return err_set(e, ST_FAIL, "--why: it is empty");
	return 0;
}

int
cut_options_store(const struct cut_options *o, struct buf *url, struct err *e)
{
	if (o->rehearse && !o->store)
		return err_set(e, ST_FAIL,
		    "--rehearse: it takes a store of its own, --store");
	return kept_place_find(
	    o->store, "RECON_CUT_STORE", "recon/cut.db", url, e);
}
