#include "roll/overdue_options.h"

#include <string.h>

#include "option/option_value.h"

enum { DAYS_MAX = 3660000 }; /* ten thousand years */

const struct option_row overdue_options[] = {
	{ .help = "\nOf open items, those of a day of --state or in FILE:\n" },
	{ "overdue", 0, "N", option_value_number,
	    .at = offsetof(struct overdue_options, days),
	    .said = offsetof(struct overdue_options, said), .most = DAYS_MAX,
	    .help = "list what is N or more days old" },
	{ "holidays", 0, "FILE", option_value_text,
	    .at = offsetof(struct overdue_options, holidays),
	    .file = OPTION_FILE_IN,
	    .help = "count business days, by the calendar in FILE" },
	{ "exit-code", 0, NULL, option_value_flag,
	    .at = offsetof(struct overdue_options, exit_code),
	    .help = "status 1 if anything is listed" },
	{ 0 },
};

static bool
is_one_of(const char *const *names, const char *name)
{
	while (*names && strcmp(*names, name))
		names++;
	return *names != NULL;
}

static bool
was_said(const struct overdue_beside *b, const char *name)
{
	for (size_t i = 0; i < b->n; i++)
		if (!strcmp(b->said[i], name))
			return true;
	return false;
}

/* An option of the command line that says nothing here, or NULL. */
static const char *
find_other(const struct overdue_beside *b)
{
	static const char *const kept[] = { "state", "date", "overdue",
		"holidays", "exit-code", NULL };
	static const char *const given[] = { "date", "overdue", "holidays",
		"exit-code", "no-total", NULL };
	const char *const *fit = was_said(b, "state") ? kept : given;

	for (size_t i = b->n_from_profile; i < b->n; i++)
		if (!is_one_of(fit, b->said[i]))
			return b->said[i];
	return NULL;
}

const char *
overdue_options_fault(const struct overdue_options *o,
    const struct overdue_beside *b, const char **option)
{
	bool is_stdin = !strcmp(b->file, "-");
	bool kept = was_said(b, "state");

	*option = NULL;
	if (!o->said)
		return o->holidays || o->exit_code
		    ? "--holidays and --exit-code are for --overdue"
		    : NULL;
	*option = find_other(b);
	if (*option)
		return "does not go with --overdue";
	if (b->files > 1)
		return "more than one FILE; recon-sort -m merges them";
	if (kept && !is_stdin)
		return "no FILE is read here";
	if (!kept && !was_said(b, "date"))
		return "which day is it? give --date";
	if (!kept && is_stdin && o->holidays && !strcmp(o->holidays, "-"))
		return "--holidays and FILE cannot both be standard input";
	return NULL;
}
