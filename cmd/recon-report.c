/*
 * recon-report: a day of reconciliation as a page for people.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "program.h"
#include "report/page/page.h"
#include "report/proof/proof_page.h"
#include "report/report_options.h"
#include "report/sheet/day_sheets.h"

static const char usage[] =
    "usage: recon-report -d DATE [-o day.html] [--lang en|zh] [--by FIELDS]\n"
    "           [--history FILES]... [--stages FILES]... [FILE]\n"
    "       recon-report --proof -d DATE [-s STATEDIR] [--stages FILES]...\n"
    "           [-o proof.html] [FILE]\n"
    "\n"
    "Makes of a result stream one HTML file for people: the day's answer in a\n"
    "sentence, totals, what is open by age, the largest differences, the "
    "trend\n"
    "and where the numbers come from. FILES is a file or a pattern, in "
    "quotes.\n"
    "\n";

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
read_day(struct stream_in *in, struct day *d, const struct report_settings *set,
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
read_trend(struct trend *t, const struct report_settings *set,
    const struct day *d, const struct program *p, struct err *e)
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
read_stages(struct stages *s, const struct report_settings *set, struct err *e)
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

/* Writes a page, which then appears. */
static int
put_file(const struct program *p, struct span text, struct err *e)
{
	struct facts_file *fact;
	struct output o;

	if (output_open(&o, p->output, e))
		return -1;
	fact = facts_output(p->rules.facts, "page", p->output, &o);
	output_write(&o, text);
	if (output_close(&o, e))
		return -1;
	facts_written(fact);
	return 0;
}

/* The results, read to their end; *v knows them. */
static int
read_results(const struct report_settings *set, const struct program *p,
    struct day *d, struct view *v, struct err *e)
{
	struct stream_in in;

	if (stream_open(&in, p->operands[0], STREAM_RESULT, &p->rules, e) ||
	    read_day(&in, d, set, p->rules.facts, e))
		return -1;
	v->checked = !stream_is_plain(&in);
	v->read = in.fact;
	if (p->verbose)
		messages_say("%s: %ju lines", lines_name(&in.lines),
		    (uintmax_t)in.read.records);
	stream_close(&in);
	return 0;
}

static void
say_absent(const struct day *d)
{
	for (size_t i = 0; i < d->n_by; i++)
		if (by_field_absent(&d->by[i]))
			messages_say("no line carries \"%s\"; recon-key "
				     "--carry does",
			    excerpt(span_str(d->by[i].name)).s);
}

/* The page of a day. */
static int
report(const struct report_settings *set, const struct program *p,
    const struct view *given, bool *open, struct err *e)
{
	struct view v = *given;
	struct day d = { .summary.top.limit = set->top };
	struct trend trend;
	struct buf text = { 0 };

	day_by(&d, &set->by);
	if (read_results(set, p, &d, &v, e))
		return -1;
	trend_begin(&trend, set->date, set->days);
	if (set->history.n && read_trend(&trend, set, &d, p, e))
		return -1;
	v.day = &d;
	v.trend = set->history.n ? &trend : NULL;
	if (page_format(&v, &text, e) || put_file(p, buf_span(&text), e))
		return -1;
	say_absent(&d);
	*open = d.open_lines > 0;
	buf_free(&text);
	trend_free(&trend);
	day_free(&d);
	return 0;
}

/* What the audit compares. */
static int
check_all(struct checks *c, const struct report_settings *set,
    const struct program *p, const struct stages *stages, struct days *days,
    struct err *e)
{
	struct day d = { 0 };
	struct view v = { 0 };

	checks_links(c, stages);
	if (checks_stages(c, stages, e))
		return -1;
	if (strcmp(p->operands[0], "-")) {
		if (read_results(set, p, &d, &v, e))
			return -1;
		checks_results(c, stages, v.read);
	}
	day_free(&d);
	return set->state ? days_check(days, set->date, stages, c, e) : 0;
}

/* The paper of an audit. */
static int
prove(const struct report_settings *set, const struct program *p,
    const struct stages *stages, const char *made_by, bool *failed,
    struct err *e)
{
	struct checks checks = { .lang = set->lang };
	struct buf text = { 0 };
	struct days days;
	struct proof proof = { set->lang, set->title, made_by, set->date,
		stages, &checks, set->state ? &days : NULL,
		strcmp(p->operands[0], "-") ? p->operands[0] : NULL };

	if (set->state && days_look(&days, set->state, e))
		return -1;
	if (check_all(&checks, set, p, stages, &days, e) ||
	    proof_page_format(&proof, &text, e) ||
	    put_file(p, buf_span(&text), e))
		return -1;
	*failed = checks.failed > 0;
	if (*failed)
		messages_say("%zu of %zu checks fail", checks.failed, checks.n);
	if (set->state)
		days_free(&days);
	checks_free(&checks);
	buf_free(&text);
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
	struct report_settings set = report_settings_usual;
	struct program p = { "recon-report", usage, 24, report_options,
		.settings = &set, .kind = STREAM_RESULT,
		.is_stream = is_stream };
	struct stages stages = { 0 };
	struct buf made_by = { 0 };
	struct view view;
	struct err e;
	bool found = false;

	program_begin(&p, argc, argv);
	if (report_options_check(&set, p.said + p.n_from_profile,
		p.n_said - p.n_from_profile, &e))
		messages_bad_usage(e.text);
	if (p.n_operands > 1)
		messages_fail("more than one FILE; recon-sort -m merges them");
	p.rules.facts = &p.facts; /* a page tells what was read */
	buf_printf(&made_by, "%s %s%c", p.name, program_version, '\0');
	view = (struct view){ .lang = set.lang,
		.title = set.title,
		.left_is = set.left_is,
		.right_is = set.right_is,
		.made_by = made_by.p,
		.date = set.date,
		.stages = &stages };
	if (read_stages(&stages, &set, &e) ||
	    (set.proof ? prove(&set, &p, &stages, made_by.p, &found, &e)
		       : report(&set, &p, &view, &found, &e)))
		messages_die(&e);
	buf_free(&made_by);
	stages_free(&stages);
	report_settings_free(&set);
	return program_end(&p, found && set.exit_code ? ST_DIFFER : ST_OK);
}
