/*
 * recon-fetch: fetches a bill, whole or not at all.
 */
#include <signal.h>

#include "fetch/fetch.h"
#include "program.h"
#include "sys/meter.h"

struct run {
	struct fetch_options options;
};

static const char usage[] =
    "usage: recon-fetch [-o FILE] [--until TIME --zone ZONE] [OPTION]... URL\n"
    "       recon-fetch [-o FILE] [OPTION]... 'cmd:COMMAND [WORD]...'\n"
    "       recon-fetch -o DIR --match GLOB [OPTION]... URL/\n"
    "\n"
    "Fetches a bill by sftp, ftps, https or a command: whole, or not at all.\n"
    "\n";

static const struct option_row options[] = {
	{ .rows = fetch_options, .at = offsetof(struct run, options) },
	{ .help = "\n" },
	{ "output", .help = "write it there; appears when it is whole" },
	{ "allow-empty", .help = "take a bill of no bytes at all" },
	{ "profile",
	    .help = "options from the [recon-fetch] section of a profile" },
	{ "verbose", .help = "say what was fetched, and what each try found" },
	{ "progress", .help = "show how far it is (always on a terminal)" },
	{ 0 },
};

static bool
prints_no_stream(const void *settings)
{
	(void)settings;
	return false;
}

static void
say(const char *text)
{
	messages_say("%s", text);
}

int
main(int argc, char **argv)
{
	struct run run = { .options = { .day_said = NULL } };
	struct program p = { "recon-fetch", usage, 28, options,
		.settings = &run, .is_stream = prints_no_stream,
		.no_stream = true };
	struct fetch f = { .say = say };
	struct fetch_plan plan = { 0 };
	bool differs;
	struct err e;

	program_begin(&p, argc, argv);
	signal(SIGPIPE, SIG_IGN); /* a host that goes away is an error */
	meter.no_rows = 1;
	if (p.n_operands != 1 || !strcmp(p.operands[0], "-"))
		messages_bad_usage("not one URL");
	f.allow_empty = p.rules.allow_empty;
	f.verbose = p.verbose;
	f.facts = p.rules.facts;
	if (fetch_plan_make(&plan, &run.options, p.operands[0],
		output_is_stdout(p.output) ? NULL : p.output, &e) ||
	    fetch_open(&f, &plan, &e) || fetch_all(&f, &e))
		messages_die(&e);
	fetch_close(&f);
	fetch_plan_free(&plan);
	differs = run.options.exit_code && f.n_changed;
	fetch_options_free(&run.options);
	return program_end(&p, differs ? ST_DIFFER : ST_OK);
}
