/*
 * recon-notify: tells people what a day of reconciliation came to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "program.h"
#include "figures/summary.h"
#include "option/option_value.h"

enum { TOP_DEFAULT = 10, TOP_MAX = 1000000, DAYS_MAX = 100000 };

struct settings {
	unsigned top, older;
	bool tee, exit_code;
	const char *title, *by, *since;
	enum text_table_form form;
};

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

static const char usage[] =
    "usage: recon-notify [--top N] [--by FIELD] [--older N] [--exit-code]\n"
    "           [--title TEXT] [--format FORM] [--tee] [FILE]\n"
    "\n"
    "Prints the summary of a result stream: lines and sums per currency and\n"
    "class, the open items by age, and the largest differences.\n"
    "\n";

static const struct option_row options[] = {
	{ "top", 0, "N", option_value_number,
	    .at = offsetof(struct settings, top), .most = TOP_MAX,
	    .help = "show the N largest differences of each currency\n"
		    "(default 10, 0 for none)" },
	{ "by", 0, "FIELD", option_value_text,
	    .at = offsetof(struct settings, by),
	    .help = "add up by a carried field too, of either side" },
	{ "older", 0, "N", option_value_number,
	    .at = offsetof(struct settings, older), .least = 1,
	    .most = DAYS_MAX,
	    .help = "of the differences, show only items open for N days\n"
		    "or more" },
	{ "since", 0, "OLD", option_value_text,
	    .at = offsetof(struct settings, since), .file = OPTION_FILE_IN,
	    .help = "compare what is open with what the results OLD leave\n"
		    "open" },
	{ "exit-code", 0, NULL, option_value_flag,
	    .at = offsetof(struct settings, exit_code),
	    .help = "status 1 when something is open, with --older for so\n"
		    "long" },
	{ "title", 0, "TEXT", option_value_text,
	    .at = offsetof(struct settings, title),
	    .help = "put TEXT above the summary" },
	{ "format", 0, "FORM", set_form, .at = offsetof(struct settings, form),
	    .help = "text, json, markdown or html" },
	{ "tee", 0, NULL, option_value_flag,
	    .at = offsetof(struct settings, tee),
	    .help = "pass the stream on to standard output; the summary\n"
		    "goes to standard error" },
	{ .help = "\n" },
	{ "output", .help = "write the summary there; appears when complete" },
	{ "plain", .help = "write no control lines (with --tee)" },
	{ .name = "stream-version" },
	{ .name = "require-total" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ "profile",
	    .help = "options from the [recon-notify] section of a profile" },
	{ "verbose", .help = "say how many lines were read" },
	{ "progress", .help = "show how far it is (always on a terminal)" },
	{ 0 },
};

/* Adds every line up, and passes it on where tee is not NULL. */
static int
read_all(struct stream_in *in, struct stream_out *tee, struct summary *s,
    struct err *e)
{
	static struct record_batch batch;
	struct result r;
	enum line_outcome got;

	while ((got = stream_results(in, &batch, false, e)) == LINE_OK) {
		for (size_t i = 0; i < batch.lines.n; i++) {
			struct span line = record_batch_line(&batch, i);

			if (tee)
				stream_put(tee, line);
			if (stream_is_comment(line))
				continue;
			record_batch_get_result(&batch, i, &r);
			if (summary_add(s, &r, e))
				return err_at(e, lines_name(&in->lines),
				    in->lines.count - batch.lines.n + i + 1);
		}
	}
	return got;
}

static int
add_before(struct stream_in *in, struct summary *s, struct err *e)
{
	static struct record_batch batch;
	struct result r;
	enum line_outcome got;

	while ((got = stream_results(in, &batch, false, e)) == LINE_OK) {
		for (size_t i = 0; i < batch.lines.n; i++) {
			record_batch_get_result(&batch, i, &r);
			if (since_add(&s->since.before, &r, e))
				return stream_err(in, e);
		}
	}
	return got;
}

/* What the results of before leave open. */
static int
read_before(
    const char *name, struct summary *s, struct facts *facts, struct err *e)
{
	const struct stream_rules lenient = { .facts = facts, .role = "since" };
	struct stream_in in;
	int r;

	s->since.wanted = name != NULL;
	if (!name)
		return 0;
	if (stream_open(&in, name, STREAM_RESULT, &lenient, e))
		return -1;
	r = add_before(&in, s, e);
	stream_close(&in);
	return r;
}

/* https://no-color.org: any value but an empty one. */
static bool
wants_colour(int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(fd) && !(no && *no) && term && strcmp(term, "dumb");
}

/* To -o, else to standard output, or standard error where that is taken. */
static int
put_summary(struct summary *s, const struct settings *set, bool checked,
    const struct program *p, struct err *e)
{
	const char *path = p->output;
	struct buf text = { 0 };
	struct output o;
	bool tee = set->tee;
	int fd = tee ? STDERR_FILENO : STDOUT_FILENO;
	const struct summary_look look = { set->title, set->form, checked,
		!path && wants_colour(fd) };
	int r;

	if (summary_format(s, &look, &text, e)) {
		buf_free(&text);
		return -1;
	}
	if (!path && tee) {
		r = fwrite(text.p, 1, text.len, stderr) < text.len
		    ? err_sys(e, ST_FAIL, "stderr: write")
		    : 0;
	} else if ((r = output_open(&o, path, e)) == 0) {
		struct facts_file *fact =
		    facts_output(p->rules.facts, "summary", path, &o);

		output_write(&o, buf_span(&text));
		r = output_close(&o, e);
		if (r == 0)
			facts_written(fact);
	}
	buf_free(&text);
	return r;
}

static bool
is_stream(const void *settings)
{
	const struct settings *s = settings;

	return s->tee;
}

int
main(int argc, char **argv)
{
	struct settings set = { .top = TOP_DEFAULT };
	struct program p = { "recon-notify", usage, 24, options,
		.settings = &set, .kind = STREAM_RESULT,
		.is_stream = is_stream };
	struct stream_in in;
	struct stream_out tee;
	struct summary s = { 0 };
	struct err e;
	bool late;

	program_begin(&p, argc, argv);
	if (p.n_operands > 1)
		messages_fail("more than one FILE; recon-sort -m merges them");
	s.top.limit = set.top;
	s.by.name = set.by;
	s.older = set.older;
	p.rules.keep_comments = set.tee;
	if (set.since && !strcmp(set.since, p.operands[0]))
		messages_bad_usage("--since and FILE are the same");
	if (read_before(set.since, &s, p.rules.facts, &e) ||
	    stream_open(&in, p.operands[0], STREAM_RESULT, &p.rules, &e) ||
	    (set.tee && stream_create(&tee, NULL, STREAM_RESULT, p.plain, &e)))
		messages_die(&e);
	if (set.tee)
		stream_note(&tee, p.rules.facts, FACTS_WRITTEN, NULL);
	if (read_all(&in, set.tee ? &tee : NULL, &s, &e) ||
	    put_summary(&s, &set, !stream_is_plain(&in), &p, &e))
		messages_die(&e);
	if (set.tee) {
		total_merge(&tee.total, &in.read, &e);
		if (stream_finish(&tee, &e))
			messages_die(&e);
	}
	if (by_field_absent(&s.by))
		messages_say("no line carries \"%s\"; recon-key --carry does",
		    excerpt(span_str(set.by)).s);
	if (p.verbose)
		messages_say("%s: %ju lines", lines_name(&in.lines),
		    (uintmax_t)in.read.records);
	late = s.late > 0;
	stream_close(&in);
	summary_free(&s);
	return program_end(&p, set.exit_code && late ? ST_DIFFER : ST_OK);
}
