#include "report/report_options.h"

#include "option/option_value.h"
#include "report/day/trend.h"

enum { TOP_USUAL = 20, TOP_MAX = 10000, DAYS_USUAL = 30, WAIT_MAX = 86400 };

const struct report_settings report_settings_usual = { .top = TOP_USUAL,
	.days = DAYS_USUAL };

static int
set_language(void *at, const struct option_given *o, struct err *e)
{
	static const char *const names[] = { "en", "zh" };

	for (int i = 0; i < LANGUAGES; i++)
		if (!strcmp(o->value, names[i])) {
			*(enum language *)at = (enum language)i;
			return 0;
		}
	return err_set(e, ST_FAIL, "\"%s\" is none of en, zh", o->value);
}

/* A pattern may have commas. */
static int
add_pattern(void *at, const struct option_given *o, struct err *e)
{
	if (!*o->value)
		return err_set(e, ST_FAIL, "the name of a file is empty");
	names_add(at, span_str(o->value));
	return 0;
}

const struct option_row report_options[] = {
	{ "date", 'd', "DATE", option_value_day,
	    .at = offsetof(struct report_settings, date),
	    .said = offsetof(struct report_settings, date_said),
	    .help = "the accounting day, as YYYY-MM-DD" },
	{ "db", 0, "URL", option_value_text,
	    .at = offsetof(struct report_settings, db), .file = OPTION_FILE_IN,
	    .help = "make the page of a day that recon-store keeps, with\n"
		    "the trend of the days before it and its facts: a\n"
		    "path or sqlite:PATH, or postgresql://..." },
	{ "book", 0, "NAME", option_value_text,
	    .at = offsetof(struct report_settings, book),
	    .help = "whose day it is, there" },
	{ "password-file", 0, "FILE", option_value_text,
	    .at = offsetof(struct report_settings, password_file),
	    .file = OPTION_FILE_IN, .same_result = true,
	    .help = "of the server's user" },
	{ "wait", 0, "SECONDS", option_value_number,
	    .at = offsetof(struct report_settings, wait_s),
	    .said = offsetof(struct report_settings, wait_said),
	    .most = WAIT_MAX, .same_result = true,
	    .help = "wait so long for who is at work there" },
	{ "lang", 0, "LANG", set_language,
	    .at = offsetof(struct report_settings, lang),
	    .help = "en (default) or zh" },
	{ "title", 0, "TEXT", option_value_text,
	    .at = offsetof(struct report_settings, title),
	    .help = "what stands above the page" },
	{ "left-is", 0, "TEXT", option_value_text,
	    .at = offsetof(struct report_settings, left_is), .help = "," },
	{ "right-is", 0, "TEXT", option_value_text,
	    .at = offsetof(struct report_settings, right_is),
	    .help = "\nwhat the two sides are, for people" },
	{ "top", 0, "N", option_value_number,
	    .at = offsetof(struct report_settings, top), .most = TOP_MAX,
	    .help = "show the N largest differences of each currency\n"
		    "(default 20, 0 for none)" },
	{ "by", 0, "FIELDS", option_value_names,
	    .at = offsetof(struct report_settings, by),
	    .help = "add up by carried fields too, of either side" },
	{ "history", 0, "FILES", add_pattern,
	    .at = offsetof(struct report_settings, history),
	    .help = "results of days before, each with its date in its\n"
		    "path, packed by gzip or not: shows the trend; may be\n"
		    "given again" },
	{ "days", 0, "N", option_value_number,
	    .at = offsetof(struct report_settings, days), .least = 2,
	    .most = TREND_DAYS_MAX,
	    .help = "of N days, the last one included (default 30)" },
	{ "stages", 0, "FILES", add_pattern,
	    .at = offsetof(struct report_settings, stages),
	    .help = "facts of the programs that made the results, to say\n"
		    "where they come from; may be given again" },
	{ "proof", 0, NULL, option_value_flag,
	    .at = offsetof(struct report_settings, proof),
	    .help = "make the paper of an audit instead: what each\n"
		    "program read and wrote, compared, and what to do\n"
		    "to see it again" },
	{ "state", 's', "STATEDIR", option_value_text,
	    .at = offsetof(struct report_settings, state),
	    .help = "with the days that recon-roll keeps there" },
	{ "exit-code", 0, NULL, option_value_flag,
	    .at = offsetof(struct report_settings, exit_code),
	    .help = "status 1 when something is open; with --proof, when\n"
		    "a check fails" },
	{ "xlsx", 0, "FILE", option_value_text,
	    .at = offsetof(struct report_settings, xlsx),
	    .file = OPTION_FILE_OUT,
	    .help = "write every line to FILE, too, a spreadsheet" },
	{ .help = "\n" },
	{ "output", .help = "write the page there; appears when complete" },
	{ "plain", .help = "is taken, and changes nothing" },
	{ .name = "stream-version" },
	{ .name = "require-total" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ "profile",
	    .help = "options from the [recon-report] section of a profile" },
	{ "verbose", .help = "say how many lines were read" },
	{ "progress", .help = "show how far it is (always on a terminal)" },
	{ 0 },
};

static int
check_stored(const struct report_settings *set, const char *file, struct err *e)
{
	if (!set->db && (set->book || set->password_file || set->wait_said))
		return err_set(e, ST_FAIL,
		    "--book, --password-file and --wait go with --db");
	if (!set->db)
		return 0;
	if (!set->book || !*set->book)
		return err_set(e, ST_FAIL, "--db needs --book NAME");
	if (set->history.n)
		return err_set(e, ST_FAIL,
		    "--history goes without --db, which has the days before");
	if (file)
		return err_set(e, ST_FAIL, "a FILE goes without --db");
	return 0;
}

int
report_options_check(const struct report_settings *set, const char *const *said,
    size_t n, const char *file, struct err *e)
{
	static const char *const of_page[] = { "top", "by", "history", "days",
		"xlsx", "left-is", "right-is", "db", "book", "password-file",
		"wait" };

	if (!set->date_said)
		return err_set(e, ST_FAIL, "needs -d DATE");
	if (!set->left_is != !set->right_is)
		return err_set(
		    e, ST_FAIL, "--left-is and --right-is need each other");
	if (set->state && !set->proof)
		return err_set(e, ST_FAIL, "--state goes with --proof");
	if (set->proof && !set->stages.n && !set->state)
		return err_set(e, ST_FAIL, "--proof needs --stages or --state");
	for (size_t i = 0; i < n && set->proof; i++)
		for (size_t k = 0; k < sizeof of_page / sizeof *of_page; k++)
			if (!strcmp(said[i], of_page[k]))
				return err_set(e, ST_FAIL,
				    "--proof goes without --%s", of_page[k]);
	return set->proof ? 0 : check_stored(set, file, e);
}

struct stored_wish
report_options_stored(const struct report_settings *set)
{
	return (struct stored_wish){ set->db, set->password_file, set->book,
		set->wait_s, set->date };
}

void
report_settings_free(struct report_settings *set)
{
	names_free(&set->by);
	names_free(&set->history);
	names_free(&set->stages);
}
