#include "store/store_options.h"

#include "option/option_value.h"
#include "store/usual.h"

enum { WAIT_MAX = 86400, DAYS_MAX = 36500 };

#define AT(member) offsetof(struct store_options, member)

/* A name as it stands, commas and all. */
static int
add_file(void *at, const struct option_given *o, struct err *e)
{
	(void)e;
	names_add(at, span_str(o->value));
	return 0;
}

const struct option_row store_options[] = {
	{ "db", 0, "URL", option_value_text, .at = AT(db),
	    .file = OPTION_FILE_IN,
	    .help = "a path or sqlite:PATH, or postgresql://..." },
	{ "password-file", 0, "FILE", option_value_text,
	    .at = AT(password_file), .file = OPTION_FILE_IN,
	    .same_result = true, .help = "of the server's user" },
	{ "book", 0, "NAME", option_value_text, .at = AT(book),
	    .help = "whose days these are" },
	{ "date", 'd', "DATE", option_value_day, .at = AT(date),
	    .said = AT(date_said), .help = "the day, YYYY-MM-DD" },
	{ "with-facts", 0, "FILE", add_file, .at = AT(facts),
	    .file = OPTION_FILE_IN,
	    .help = "load the facts of a stage, too; once for each" },
	{ "column", 0, "NAME[,NAME]", option_value_names, .at = AT(columns),
	    .help = "give carried fields columns of their own" },
	{ "tee", 0, NULL, option_value_flag, .at = AT(tee),
	    .help = "pass the stream on to standard output" },
	{ "no-total", 0, NULL, option_value_flag, .at = AT(no_total),
	    .help = "take a stream that has no #total line" },
	{ "wait", 0, "SECONDS", option_value_number, .at = AT(wait_s),
	    .most = WAIT_MAX, .same_result = true,
	    .help = "wait so long for another load" },
	{ .help = "\nInstead of loading:\n" },
	{ "export", 0, NULL, option_value_flag, .at = AT(export),
	    .help = "print the results of a day" },
	{ "verify", 0, NULL, option_value_flag, .at = AT(verify),
	    .help = "compare rows with what was loaded" },
	{ "usual", 0, "N", option_value_number, .at = AT(usual),
	    .said = AT(usual_said), .least = 1, .most = USUAL_DAYS_MAX,
	    .help = "show the day beside the last N like weekdays" },
	{ "exit-code", 0, NULL, option_value_flag, .at = AT(exit_code),
	    .help = "status 1 when a count is unusual" },
	{ "prune", 0, "DAYS", option_value_number, .at = AT(prune),
	    .said = AT(prune_said), .most = DAYS_MAX,
	    .help = "remove results so long before the last day" },
	{ "schema", 0, NULL, option_value_flag, .at = AT(schema),
	    .help = "print the tables and views as SQL" },
	{ 0 },
};

static const char *
find_task(const struct store_options *o, enum store_task *task)
{
	const bool wanted[] = {
		[STORE_LOAD] = false,
		[STORE_COLUMN] = false,
		[STORE_EXPORT] = o->export,
		[STORE_VERIFY] = o->verify,
		[STORE_USUAL] = o->usual_said != NULL,
		[STORE_PRUNE] = o->prune_said != NULL,
		[STORE_SCHEMA] = o->schema,
	};
	unsigned n = 0;

	*task = STORE_LOAD;
	for (int i = STORE_EXPORT; i <= STORE_SCHEMA; i++) {
		n += wanted[i];
		if (wanted[i])
			*task = (enum store_task)i;
	}
	if (n > 1)
		return "--export, --verify, --usual, --prune and --schema do "
		       "not go together";
	if (n == 0 && o->columns.n && !o->book && !o->date_said)
		*task = STORE_COLUMN;
	return NULL;
}

/* What is of no use to the task. */
static const char *
find_idle(const struct store_options *o, enum store_task task, bool has_output)
{
	bool loads = task == STORE_LOAD;
	bool one_day = loads || task == STORE_EXPORT || task == STORE_USUAL;

	if (!loads && (o->facts.n || o->tee || o->no_total))
		return "--with-facts, --tee and --no-total are for a day that "
		       "is loaded";
	if (!loads && task != STORE_COLUMN && o->columns.n)
		return "--column is for a day that is loaded, or alone";
	if (o->date_said && !one_day)
		return "--date is for a day that is loaded, for --export and "
		       "--usual";
	if (o->exit_code && task != STORE_USUAL)
		return "--exit-code is for --usual";
	if (has_output &&
	    (task == STORE_COLUMN || task == STORE_VERIFY ||
		task == STORE_PRUNE || (loads && !o->tee)))
		return "nothing is written that --output could take; a load "
		       "does with --tee";
	return NULL;
}

const char *
store_options_settle(const struct store_options *o, bool has_output,
    bool has_operand, enum store_task *task)
{
	const char *why = find_task(o, task);

	if (why)
		return why;
	if (!o->db && *task != STORE_SCHEMA)
		return "which database? --db URL names it";
	if (has_operand && *task != STORE_LOAD)
		return "a FILE is for a day that is loaded";
	if (!o->book &&
	    (*task == STORE_LOAD || *task == STORE_EXPORT ||
		*task == STORE_USUAL))
		return "whose day is it? --book NAME says so";
	if (o->book && !*o->book)
		return "--book: a name is not empty";
	if (!o->date_said && (*task == STORE_LOAD || *task == STORE_EXPORT))
		return "which day is it? --date YYYY-MM-DD says so";
	return find_idle(o, *task, has_output);
}

void
store_options_free(struct store_options *o)
{
	names_free(&o->columns);
	names_free(&o->facts);
}
