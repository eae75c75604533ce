/*
 * recon-report: a day of reconciliation as a page for people.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "program.h"
#include "report/page/page.h"
#include "report/proof/proof_page.h"
#include "report/report_options.h"
#include "report/results.h"
#include "report/stored/stored.h"
#include "value/time/date.h"

static const char usage[] =
    "usage: recon-report -d DATE [-o day.html] [--lang en|zh] [--by FIELDS]\n"
    "           [--history FILES]... [--stages FILES]... [FILE]\n"
    "       recon-report -d DATE [-o day.html] --db URL --book NAME\n"
    "       recon-report --proof -d DATE [-s STATEDIR] [--stages FILES]...\n"
    "           [-o proof.html] [FILE]\n"
    "\n"
    "Makes of a result stream one HTML file for people: the day's answer in a\n"
    "sentence, totals, what is open by age, the largest differences, the "
    "trend\n"
    "and where the numbers come from. FILES is a file or a pattern, in "
    "quotes.\n"
    "\n";

/* What a run has; the end of the program frees it where something is wrong. */
struct run {
	struct report_settings set;
	struct program p;
	struct results results;
	struct trend trend;
	struct stages stages;
	struct days days;
	struct checks checks;
	struct buf made_by, page;
	bool found; /* something is open, or fails */
};

/* The files of patterns, by what reads them. */
static int
read_stages(struct run *r, struct err *e)
{
	for (size_t i = 0; i < r->set.stages.n; i++) {
		char *pattern = mem_dup(r->set.stages.list[i]);
		int got = stages_read(&r->stages, pattern, e);

		free(pattern);
		if (got)
			return -1;
	}
	return 0;
}

/* The days before, by files or by the database, and today. */
static int
read_trend(struct run *r, struct stored *stored, struct err *e)
{
	const struct day *day = &r->results.day;
	struct stream_rules rules = r->p.rules;

	trend_begin(&r->trend, r->set.date, r->set.days);
	if (stored && stored_trend(stored, &r->trend, e))
		return -1;
	rules.role = "history";
	for (size_t i = 0; i < r->set.history.n; i++) {
		char *pattern = mem_dup(r->set.history.list[i]);
		int got = trend_read(&r->trend, pattern, &rules, e);

		free(pattern);
		if (got)
			return -1;
	}
	return trend_last(
	    &r->trend, day->results, day->open_lines, &day->open, e);
}

/* The results, into the spreadsheet too, which appears. */
static int
read_into_sheets(struct run *r, struct stream_in *in, struct err *e)
{
	struct results_sheets s = {
		.path = r->set.xlsx, .date = r->set.date, .lang = r->set.lang
	};

	if (results_read_into_sheets(&r->results, in, &s, &r->p.facts, e))
		return -1;
	if (s.n > 2)
		messages_say("%s: the lines take %u sheets, for one has %d "
			     "rows at most",
		    s.path, s.n, XLSX_ROWS);
	if (s.cut)
		messages_say("%s: cut, being longer than a cell takes: %ju "
			     "texts",
		    s.path, (uintmax_t)s.cut);
	return 0;
}

/* The results of the database, or of the file, read to their end. */
static int
read_results(struct run *r, struct stored *stored, struct err *e)
{
	const struct stream_rules *rules = &r->p.rules;
	const char *file = r->p.operands[0];
	struct stream_in in;

	if (stored ? stored_results(stored, &in, rules, e)
		   : stream_open(&in, file, STREAM_RESULT, rules, e))
		return -1;
	if (r->set.xlsx ? read_into_sheets(r, &in, e)
			: results_read(&r->results, &in, e))
		return -1;
	if (r->p.verbose)
		messages_say("%s: %ju lines", r->results.read->name,
		    (uintmax_t)r->results.lines);
	return 0;
}

/* Writes the page, which then appears. */
static int
put_page(struct run *r, struct err *e)
{
	struct facts_file *fact;
	struct output o;

	if (output_open(&o, r->p.output, e))
		return -1;
	fact = facts_output(r->p.rules.facts, "page", r->p.output, &o);
	output_write(&o, buf_span(&r->page));
	if (output_close(&o, e))
		return -1;
	facts_written(fact);
	return 0;
}

/* Yesterday's results with today's date make a page that only looks right. */
static void
say_day(const struct run *r)
{
	const struct day *day = &r->results.day;
	char of[DATE_LEN + 1], date[DATE_LEN + 1];

	date_format(day->of, of);
	date_format(r->set.date, date);
	if (day->has_of && day->of != r->set.date)
		messages_say("the results are of %s, as the age of what is "
			     "open says, and -d says %s",
		    of, date);
}

/* What the page shows; of a database it is of one moment. */
static int
read_day(struct run *r, struct err *e)
{
	const struct report_settings *set = &r->set;
	const struct stored_wish wish = report_options_stored(set);
	struct stored *stored = NULL;
	int got;

	if (set->db && !(stored = stored_open(&wish, e)))
		return -1;
	got = read_results(r, stored, e);
	if (got == 0 && (stored || set->history.n))
		got = read_trend(r, stored, e);
	if (got == 0 && stored && !set->stages.n)
		got = stored_stages(stored, &r->stages, e);
	if (stored)
		stored_close(stored);
	stages_sort(&r->stages);
	return got;
}

/* The page of a day. */
static int
report(struct run *r, struct err *e)
{
	const struct report_settings *set = &r->set;
	struct day *day = &r->results.day;
	struct view v = { set->lang, set->title, set->left_is, set->right_is,
		r->made_by.p, set->date, .day = day, .stages = &r->stages };

	day->summary.top.limit = set->top;
	day_by(day, &set->by);
	if (read_day(r, e))
		return -1;
	v.checked = r->results.checked;
	v.read = r->results.read;
	v.trend = r->trend.n ? &r->trend : NULL;
	if (page_format(&v, &r->page, e) || put_page(r, e))
		return -1;
	for (size_t i = 0; i < day->n_by; i++)
		if (by_field_absent(&day->by[i]))
			messages_say("no line carries \"%s\"; recon-key "
				     "--carry does",
			    excerpt(span_str(day->by[i].name)).s);
	say_day(r);
	r->found = day->open_lines > 0;
	trend_free(&r->trend);
	return 0;
}

/* The paper of an audit. */
static int
prove(struct run *r, struct err *e)
{
	const struct report_settings *set = &r->set;
	const char *file = r->p.operands[0];
	struct checks *c = &r->checks;
	struct proof proof = { set->lang, set->title, r->made_by.p, set->date,
		&r->stages, c, set->state ? &r->days : NULL, NULL };

	c->lang = set->lang;
	stages_sort(&r->stages);
	if (set->state && days_look(&r->days, set->state, e))
		return -1;
	checks_links(c, &r->stages);
	if (checks_stages(c, &r->stages, e))
		return -1;
	if (strcmp(file, "-")) {
		if (read_results(r, NULL, e))
			return -1;
		checks_results(c, &r->stages, r->results.read);
		proof.results = file;
	}
	if (set->state && days_check(&r->days, set->date, &r->stages, c, e))
		return -1;
	if (proof_page_format(&proof, &r->page, e) || put_page(r, e))
		return -1;
	r->found = c->failed > 0;
	if (r->found)
		messages_say("%zu of %zu checks fail", c->failed, c->n);
	if (set->state)
		days_free(&r->days);
	checks_free(c);
	return 0;
}

static bool
is_stream(const void *settings)
{
	(void)settings;
	return false;
}

static void
release(struct run *r)
{
	results_free(&r->results);
	stages_free(&r->stages);
	buf_free(&r->made_by);
	buf_free(&r->page);
	report_settings_free(&r->set);
}

int
main(int argc, char **argv)
{
	struct run r = { .set = report_settings_usual,
		.p = { "recon-report", usage, 24, report_options,
		    .kind = STREAM_RESULT, .is_stream = is_stream } };
	struct program *p = &r.p;
	enum status status;
	struct err e;

	p->settings = &r.set;
	program_begin(p, argc, argv);
	if (report_options_check(&r.set, p->said + p->n_before,
		p->n_said - p->n_before,
		strcmp(p->operands[0], "-") ? p->operands[0] : NULL, &e))
		messages_bad_usage(e.text);
	if (p->n_operands > 1)
		messages_fail("more than one FILE; recon-sort -m merges them");
	p->rules.facts = &p->facts; /* a page tells what was read */
	p->facts.is_undigested = false;
	buf_printf(&r.made_by, "%s %s%c", p->name, program_version, '\0');
	if (read_stages(&r, &e) ||
	    (r.set.proof ? prove(&r, &e) : report(&r, &e)))
		messages_die(&e);
	status = r.found && r.set.exit_code ? ST_DIFFER : ST_OK;
	release(&r);
	return program_end(p, status);
}
