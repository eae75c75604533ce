#include "notify/notify_options.h"

#include "option/option_value.h"

enum {
	TOP_MAX = 1000000,
	WAIT_MAX = 86400,
	REMEMBER_MAX = 36500,
	DAYS_MAX = 100000,
};

#define AT(member) .at = offsetof(struct notify_options, member)

static int
set_form(void *at, const struct option_given *o, struct err *e)
{
	static const char *const names[] = {
		[TEXT_TABLE_TEXT] = "text",
		[TEXT_TABLE_JSON] = "json",
		[TEXT_TABLE_MARKDOWN] = "markdown",
		[TEXT_TABLE_HTML] = "html",
	};

	for (int i = TEXT_TABLE_TEXT; i <= TEXT_TABLE_HTML; i++)
		if (!strcmp(o->value, names[i])) {
			*(enum text_table_form *)at = (enum text_table_form)i;
			return 0;
		}
	return err_set(e, ST_FAIL,
	    "\"%s\" is none of text, json, markdown, html", o->value);
}

const struct option_row notify_summary_rows[] = {
	{ "top", 0, "N", option_value_number, AT(top), .most = TOP_MAX,
	    .help = "show the N largest differences of each currency\n"
		    "(default 10, 0 for none)" },
	{ "by", 0, "FIELD", option_value_text, AT(by),
	    .help = "add up by a carried field too, of either side" },
	{ "older", 0, "N", option_value_number, AT(older), .least = 1,
	    .most = DAYS_MAX,
	    .help = "of the differences, show only items open for N days\n"
		    "or more" },
	{ "since", 0, "OLD", option_value_text, AT(since),
	    .file = OPTION_FILE_IN,
	    .help = "compare what is open with what the results OLD leave\n"
		    "open" },
	{ "exit-code", 0, NULL, option_value_flag, AT(exit_code),
	    .help = "status 1 when something is open, with --older for so\n"
		    "long" },
	{ "title", 0, "TEXT", option_value_text, AT(title),
	    .help = "put TEXT above the summary" },
	{ "format", 0, "FORM", set_form, AT(form),
	    .help = "text, json, markdown or html" },
	{ "tee", 0, NULL, option_value_flag, AT(tee),
	    .help = "pass the stream on to standard output; the summary\n"
		    "goes to standard error" },
	{ 0 },
};

const struct option_row notify_rows[] = {
	{ .help = "\nWhat is told to targets, recon-targets(5):\n" },
	{ "target", 0, "NAME,...", option_value_names, AT(targets),
	    .help = "tell these" },
	{ "targets", 0, "FILE", option_value_text, AT(targets_file),
	    .file = OPTION_FILE_IN, .help = "the file that has them" },
	{ "outbox", 0, "DIR", option_value_text, AT(outbox),
	    .file = OPTION_FILE_STATE,
	    .help = "keep there what is to be sent and what was told" },
	{ "summary", 0, NULL, option_value_flag, AT(summary),
	    .help = "one event: the summary (default)" },
	{ "each", 0, NULL, option_value_flag, AT(each),
	    .help = "an event for each line that was not told before" },
	{ "batch", 0, "N", option_value_number, AT(batch), .least = 1,
	    .most = NOTIFY_BATCH_MAX, .help = "an event for up to N of them" },
	{ "class", 0, "LIST", choose_class_value, AT(choose),
	    .help = "lines of these classes (default those that are open)" },
	{ "overdue", 0, "N", option_value_number, AT(choose.overdue),
	    .least = 1, .most = DAYS_MAX,
	    .help = "items open for N days or more, again for each N" },
	{ "min-diff", 0, "AMOUNT", choose_least_value, AT(choose),
	    .help = "lines whose difference is at least AMOUNT" },
	{ "only", 0, "CONDITION", choose_only_value, AT(choose),
	    .help = "lines of which it holds, as recon-clean has conditions" },
	{ "remind", 0, NULL, option_value_flag, AT(remind),
	    .help = "items that are open, once for each day of -d" },
	{ "ask", 0, "NAME", option_value_text, AT(ask),
	    .help = "ask this target about open lines; what it has\n"
		    "answered is written as records" },
	{ "allow-new-keys", 0, NULL, option_value_flag, AT(any_key),
	    .help = "its records may be of other keys" },
	{ "date", 'd', "DATE", option_value_day, AT(day),
	    .said = offsetof(struct notify_options, day_said),
	    .help = "today, YYYY-MM-DD" },
	{ "book", 0, "NAME", option_value_text, AT(book),
	    .help = "what is reconciled; two books know nothing of each\n"
		    "other" },
	{ "link", 0, "TEXT", option_value_text, AT(link),
	    .help = "an address for each line, with {key} and the like" },
	{ "template", 0, "NAME", option_value_text, AT(template),
	    .file = OPTION_FILE_IN,
	    .help = "words by this template, recon-template(5)" },
	{ .help = "\nWhat is sent:\n" },
	{ "wait", 0, "SECONDS", option_value_number, AT(wait_s),
	    .most = WAIT_MAX, .same_result = true,
	    .help = "wait so long at most where nothing goes on (60)" },
	{ "remember", 0, "DAYS", option_value_number, AT(remember), .least = 1,
	    .most = REMEMBER_MAX,
	    .help = "know for so long what was told (400)" },
	{ "flush", 0, NULL, option_value_flag, AT(flush),
	    .help = "send what is left in the outbox" },
	{ "list", 0, NULL, option_value_flag, AT(list),
	    .help = "show what is left or dead" },
	{ "redo", 0, "ID,...", option_value_names, AT(redo),
	    .help = "send dead events again; all: all of --target" },
	{ "forget", 0, "ID,...", option_value_names, AT(forget),
	    .help = "never send them" },
	{ "why", 0, "TEXT", option_value_text, AT(why), .help = "why not" },
	{ 0 },
};

enum {
	SUMMARY = NOTIFY_PRINT | NOTIFY_SUMMARY,
	SEND = NOTIFY_TELL | NOTIFY_FLUSH,
	DECIDE = NOTIFY_REDO | NOTIFY_FORGET,
	OUTBOX = SEND | NOTIFY_LIST | DECIDE,
};

/* Which options are for what. */
static const struct {
	const char *name;
	unsigned doing;
	const char *why; /* it is refused, behind its name */
} fits[] = {
	{ "top", SUMMARY, "is about a summary" },
	{ "by", SUMMARY, "is about a summary" },
	{ "older", SUMMARY, "is about a summary" },
	{ "since", SUMMARY, "is about a summary" },
	{ "title", SUMMARY, "is about a summary" },
	{ "exit-code", SUMMARY, "is about a summary" },
	{ "format", NOTIFY_PRINT, "is about a summary that is printed" },
	{ "tee", NOTIFY_PRINT | NOTIFY_TELL, "needs results to pass on" },
	{ "target", OUTBOX, "needs --targets" },
	{ "targets", SEND, "needs --target, --ask or --flush" },
	{ "outbox", OUTBOX, "needs --target, --ask or --flush" },
	{ "summary", NOTIFY_SUMMARY, "needs --target" },
	{ "each", NOTIFY_LINES, "needs --target" },
	{ "batch", NOTIFY_LINES, "needs --target" },
	{ "class", NOTIFY_LINES, "needs --each or --batch" },
	{ "overdue", NOTIFY_LINES, "needs --each or --batch" },
	{ "min-diff", NOTIFY_LINES, "needs --each or --batch" },
	{ "only", NOTIFY_LINES, "needs --each or --batch" },
	{ "remind", NOTIFY_LINES, "needs --each or --batch" },
	{ "ask", NOTIFY_LINES, "needs results to ask about" },
	{ "allow-new-keys", NOTIFY_LINES, "needs --ask" },
	{ "date", NOTIFY_TELL, "needs --target or --ask" },
	{ "book", NOTIFY_TELL, "needs --target or --ask" },
	{ "link", NOTIFY_TELL, "needs --target or --ask" },
	{ "template", NOTIFY_TELL, "needs --target or --ask" },
	{ "wait", SEND | DECIDE, "needs --target, --ask or --flush" },
	{ "remember", SEND, "needs --target, --ask or --flush" },
	{ "why", NOTIFY_FORGET, "needs --forget" },
};

static unsigned
doing(const struct notify_options *o)
{
	unsigned d = 0;

	if (o->flush)
		d |= NOTIFY_FLUSH;
	if (o->list)
		d |= NOTIFY_LIST;
	if (o->redo.n)
		d |= NOTIFY_REDO;
	if (o->forget.n)
		d |= NOTIFY_FORGET;
	if (d)
		return d;
	if (o->ask || (o->targets.n && (o->each || o->batch)))
		d |= NOTIFY_LINES;
	if (o->targets.n && !o->each && !o->batch)
		d |= NOTIFY_SUMMARY;
	return d ? d : NOTIFY_PRINT;
}

static bool
is_one(unsigned bits)
{
	return (bits & (bits - 1)) == 0;
}

/* The first option of the command line that is not for what is done. What a
 * profile says is for whichever run it is for. */
static const char *
unfit(unsigned d, const struct notify_said *said, const char **option)
{
	for (size_t i = said->n_from_profile; i < said->n; i++)
		for (size_t k = 0; k < sizeof fits / sizeof *fits; k++)
			if (!strcmp(said->names[i], fits[k].name) &&
			    !(fits[k].doing & d)) {
				*option = fits[k].name;
				return fits[k].why;
			}
	return NULL;
}

static bool
asks_a_target(const struct notify_options *o)
{
	return o->ask && names_find(&o->targets, span_str(o->ask)) >= 0;
}

/* Of a run that tells. */
static const char *
check_telling(const struct notify_options *o, const struct notify_said *said)
{
	if (asks_a_target(o))
		return "--ask and --target name the same target";
	if (o->any_key && !o->ask)
		return "--allow-new-keys needs --ask";
	if ((o->choose.overdue || o->remind || o->ask) &&
	    choose_closed(&o->choose))
		return "--overdue, --remind and --ask are about open classes";
	if (o->remind && !o->day_said)
		return "--remind needs -d";
	if (o->remind && o->ask)
		return "--remind does not go with --ask";
	if ((o->doing & NOTIFY_SUMMARY) && o->outbox && !o->day_said)
		return "a summary that --outbox remembers needs -d";
	if (o->tee && o->ask)
		return "--tee and --ask both write to standard output";
	if (said->has_output && !o->ask)
		return "-o: nothing is printed; without --target or with "
		       "--ask something is";
	return NULL;
}

const char *
notify_options_settle(struct notify_options *o, const struct notify_said *said,
    const char **option)
{
	const char *why;

	*option = NULL;
	o->doing = doing(o);
	if (!(o->doing & NOTIFY_TELL) && !is_one(o->doing))
		return "of --flush, --list, --redo and --forget only one";
	if ((o->doing & NOTIFY_TELL) && o->summary + o->each + !!o->batch > 1)
		return "of --summary, --each and --batch only one";
	why = unfit(o->doing, said, option);
	if (why || o->doing == NOTIFY_PRINT)
		return why;
	if (o->doing & NOTIFY_TELL)
		why = check_telling(o, said);
	else if (said->has_file)
		why = "only results that are told are read";
	else if (said->has_output && o->doing != NOTIFY_LIST)
		why = "-o: nothing is printed; with --list something is";
	if (why)
		return why;
	if ((o->doing & SEND) && !o->targets_file)
		return "which file has the targets? --targets";
	if (!(o->doing & NOTIFY_TELL) && !o->outbox)
		return "which outbox? --outbox";
	if (o->doing == NOTIFY_FORGET && !o->why)
		return "--forget needs --why";
	return NULL;
}

void
notify_options_free(struct notify_options *o)
{
	names_free(&o->targets);
	names_free(&o->redo);
	names_free(&o->forget);
	choose_free(&o->choose);
}
