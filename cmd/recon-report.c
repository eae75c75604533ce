/*
 * recon-report: a day of reconciliation as a page for people.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "option/option_value.h"
#include "program.h"
#include "report/page/page.h"
#include "report/sheet/day_sheets.h"

enum { TOP_DEFAULT = 20, TOP_MAX = 10000, DAYS_DEFAULT = 30 };

struct settings {
	int32_t date;
	const char *date_said;
	unsigned top, days;
	enum language lang;
	const char *title, *left_is, *right_is, *xlsx;
	struct names by, history, stages;
};

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

static const char usage[] =
    "usage: recon-report -d DATE [-o day.html] [--lang en|zh] [--by FIELDS]\n"
    "           [--history FILES]... [--stages FILES]... [FILE]\n"
    "\n"
    "Makes of a result stream one HTML file for people: the day's answer in a\n"
    "sentence, totals, what is open by age, the largest differences, the "
    "trend\n"
    "and where the numbers come from. FILES is a file or a pattern, in "
    "quotes.\n"
    "\n";

static const struct option_row options[] = {
	{ "date", 'd', "DATE", option_value_day,
	    .at = offsetof(struct settings, date),
	    .said = offsetof(struct settings, date_said),
	    .help = "the accounting day, as YYYY-MM-DD" },
	{ "lang", 0, "LANG", set_language,
	    .at = offsetof(struct settings, lang),
	    .help = "en (default) or zh" },
	{ "title", 0, "TEXT", option_value_text,
	    .at = offsetof(struct settings, title),
	    .help = "what stands above the page" },
	{ "left-is", 0, "TEXT", option_value_text,
	    .at = offsetof(struct settings, left_is), .help = "," },
	{ "right-is", 0, "TEXT", option_value_text,
	    .at = offsetof(struct settings, right_is),
	    .help = "\nwhat the two sides are, for people" },
	{ "top", 0, "N", option_value_number,
	    .at = offsetof(struct settings, top), .most = TOP_MAX,
	    .help = "show the N largest differences of each currency\n"
		    "(default 20, 0 for none)" },
	{ "by", 0, "FIELDS", option_value_names,
	    .at = offsetof(struct settings, by),
	    .help = "add up by carried fields too, of either side" },
	{ "history", 0, "FILES", add_pattern,
	    .at = offsetof(struct settings, history),
	    .help = "results of days before, each with its date in its\n"
		    "path, packed by gzip or not: shows the trend; may be\n"
		    "given again" },
	{ "days", 0, "N", option_value_number,
	    .at = offsetof(struct settings, days), .least = 2,
	    .most = TREND_DAYS_MAX,
	    .help = "of N days, the last one included (default 30)" },
	{ "stages", 0, "FILES", add_pattern,
	    .at = offsetof(struct settings, stages),
	    .help = "facts of the programs that made the results, to say\n"
		    "where they come from; may be given again" },
	{ "xlsx", 0, "FILE", option_value_text,
	    .at = offsetof(struct settings, xlsx), .file = OPTION_FILE_OUT,
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
read_all(struct stream_in *in, struct day *d, struct day_sheets *sheets,
    struct err *e)
{
	static struct record_batch batch;
	struct result r;
	enum line_outcome got;

	while ((got = stream_results(in, &batch, false, e)) == LINE_OK)
		for (size_t i = 0; i < batch.lines.n; i++) {
			record_batch_get_result(&batch, i, &r);
			if (day_add(d, &r, e))
				return err_at(e, lines_name(&in->lines),
				    in->lines.count - batch.lines.n + i + 1);
			if (sheets)
				day_sheets_add(sheets, &r);
		}
	return got;
}

/* Puts a file that was written down in the facts. */
static int
note_file(struct facts *facts, const char *path, struct err *e)
{
	struct facts_file *f = facts_output_by_name(facts, "sheets", path);
	struct input in;
	int r;

	if (!f)
		return 0;
	if (input_open(&in, path, e))
		return -1;
	r = digest_file(&in, &f->digest, e);
	input_close(&in);
	return r;
}

/* The results, and the spreadsheet, if it is wanted: it appears. */
static int
read_day(struct stream_in *in, struct day *d, const struct settings *set,
    struct facts *facts, struct err *e)
{
	struct day_sheets sheets;
	unsigned n;
	uint64_t cut;

	if (set->xlsx &&
	    day_sheets_begin(&sheets, set->xlsx, set->date, set->lang, e))
		return -1;
	if (read_all(in, d, set->xlsx ? &sheets : NULL, e)) {
		if (set->xlsx)
			day_sheets_abandon(&sheets);
		return -1;
	}
	day_sort(d);
	if (!set->xlsx)
		return 0;
	if (day_sheets_end(&sheets, d, &n, &cut, e) ||
	    note_file(facts, set->xlsx, e))
		return -1;
	if (n > 2)
		messages_say("%s: the lines take %u sheets, for one has %d "
			     "rows at most",
		    set->xlsx, n, XLSX_ROWS);
	if (cut)
		messages_say("%s: cut, being longer than a cell takes: %ju "
			     "texts",
		    set->xlsx, (uintmax_t)cut);
	return 0;
}

/* The days before, and today. */
static int
read_trend(struct trend *t, const struct settings *set, const struct day *d,
    const struct program *p, struct err *e)
{
	struct stream_rules rules = p->rules;

	rules.role = "history";
	for (size_t i = 0; i < set->history.n; i++) {
		char *pattern = mem_dup(set->history.list[i]);
		int r = trend_read(t, pattern, &rules, e);

		free(pattern);
		if (r)
			return -1;
	}
	return trend_last(t, d->results, d->open_lines, &d->open, e);
}

static int
read_stages(struct stages *s, const struct settings *set, struct err *e)
{
	for (size_t i = 0; i < set->stages.n; i++) {
		char *pattern = mem_dup(set->stages.list[i]);
		int r = stages_read(s, pattern, e);

		free(pattern);
		if (r)
			return -1;
	}
	stages_sort(s);
	return 0;
}

static int
put_page(const struct view *v, const struct program *p, struct err *e)
{
	struct buf text = { 0 };
	struct output o;
	int r = page_format(v, &text, e);

	if (r == 0 && (r = output_open(&o, p->output, e)) == 0) {
		struct facts_file *fact =
		    facts_output(p->rules.facts, "page", p->output, &o);

		output_write(&o, buf_span(&text));
		r = output_close(&o, e);
		if (r == 0)
			facts_written(fact);
	}
	buf_free(&text);
	return r;
}

/* All that is shown, read; then the page. */
static int
report(const struct settings *set, const struct program *p, struct err *e)
{
	struct day d = { .summary.top.limit = set->top };
	struct trend trend;
	struct stages stages = { 0 };
	struct stream_in in;
	struct buf made_by = { 0 };
	struct view v = { set->lang, set->title, set->left_is, set->right_is,
		.date = set->date, .day = &d, .stages = &stages };

	day_by(&d, &set->by);
	if (read_stages(&stages, set, e) ||
	    stream_open(&in, p->operands[0], STREAM_RESULT, &p->rules, e) ||
	    read_day(&in, &d, set, p->rules.facts, e))
		return -1;
	v.checked = !stream_is_plain(&in);
	if (p->verbose)
		messages_say("%s: %ju lines", lines_name(&in.lines),
		    (uintmax_t)in.read.records);
	v.read = in.fact;
	stream_close(&in);
	trend_begin(&trend, set->date, set->days);
	if (set->history.n && read_trend(&trend, set, &d, p, e))
		return -1;
	v.trend = set->history.n ? &trend : NULL;
	buf_printf(&made_by, "%s %s%c", p->name, program_version, '\0');
	v.made_by = made_by.p;
	if (put_page(&v, p, e))
		return -1;
	for (size_t i = 0; i < d.n_by; i++)
		if (by_field_absent(&d.by[i]))
			messages_say("no line carries \"%s\"; recon-key "
				     "--carry does",
			    excerpt(span_str(d.by[i].name)).s);
	buf_free(&made_by);
	trend_free(&trend);
	stages_free(&stages);
	day_free(&d);
	return 0;
}

static bool
is_stream(const void *settings)
{
	(void)settings;
	return false;
}

int
main(int argc, char **argv)
{
	struct settings set = { .top = TOP_DEFAULT, .days = DAYS_DEFAULT };
	struct program p = { "recon-report", usage, 24, options,
		.settings = &set, .kind = STREAM_RESULT,
		.is_stream = is_stream };
	struct err e;

	program_begin(&p, argc, argv);
	if (!set.date_said)
		messages_bad_usage("needs -d DATE");
	if (!set.left_is != !set.right_is)
		messages_bad_usage("--left-is and --right-is need each other");
	if (p.n_operands > 1)
		messages_fail("more than one FILE; recon-sort -m merges them");
	p.rules.facts = &p.facts; /* the page tells what was read */
	if (report(&set, &p, &e))
		messages_die(&e);
	names_free(&set.by);
	names_free(&set.history);
	names_free(&set.stages);
	return program_end(&p, ST_OK);
}
