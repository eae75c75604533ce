/*
 * recon-notify: tells people and systems what a day of reconciliation came to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "program.h"
#include "figures/summary.h"
#include "notify/before.h"
#include "notify/notify.h"
#include "stream/each_result.h"

static const char usage[] =
    "usage: recon-notify [--top N] [--by FIELD] [--older N] [--exit-code]\n"
    "           [--title TEXT] [--format FORM] [--tee] [FILE]\n"
    "       recon-notify --target NAME,... --targets FILE [--outbox DIR]\n"
    "           [-d DATE] [--book NAME] [--each | --batch N] [OPTION]... "
    "[FILE]\n"
    "       recon-notify --ask NAME --targets FILE [OPTION]... [FILE]\n"
    "       recon-notify --flush --targets FILE --outbox DIR\n"
    "       recon-notify --list | --redo ID,... | --forget ID,... --why TEXT\n"
    "           --outbox DIR\n"
    "\n"
    "Prints the summary of a result stream: lines and sums per currency and\n"
    "class, the open items by age, and the largest differences. With --target\n"
    "it tells that, or each line that was not told before, to targets.\n"
    "\n";

static const struct option_row options[] = {
	{ .rows = notify_summary_rows },
	{ .rows = notify_rows },
	{ .help = "\n" },
	{ "output",
	    .help = "write there what is printed; appears when complete" },
	{ "plain", .help = "write no control lines (with --tee, --ask)" },
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

static int
add(void *summary, const struct result *r, struct err *e)
{
	return summary_add(summary, r, e);
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
put_summary(struct summary *s, const struct notify_options *set, bool checked,
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
	const struct notify_options *o = settings;

	return o->tee || o->ask;
}

/* What is to be done. */
static void
settle(struct notify_options *o, struct program *p)
{
	const struct notify_said said = {
		p->said,
		p->n_said,
		p->n_before,
		p->n_operands > 1 || strcmp(p->operands[0], "-") != 0,
		p->output != NULL,
	};
	const char *option, *why;

	if (p->n_operands > 1)
		messages_fail("more than one FILE; recon-sort -m merges them");
	if (o->since && !strcmp(o->since, p->operands[0]))
		messages_bad_usage("--since and FILE are the same");
	why = notify_options_settle(o, &said, &option);
	if (why && option)
		messages_fail("--%s %s", option, why);
	if (why)
		messages_bad_usage(why);
	if (o->ask)
		p->kind = STREAM_RECORD;
}

static void
say_lines(struct span lines)
{
	while (lines.len) {
		size_t n = span_line(lines);

		messages_say("%.*s", (int)n, lines.p);
		lines.p += n + 1;
		lines.len -= n + 1;
	}
}

/* Tells targets, sends, lists or decides. */
static enum status
tell(struct notify_options *o, const struct program *p)
{
	char *transports = program_transports();
	char *templates = program_installed("templates");
	const struct notify_wish wish = {
		.options = o,
		.input = p->operands[0],
		.rules = p->rules,
		.output = p->output,
		.plain = p->plain,
		.verbose = p->verbose,
		.transports = transports,
		.templates = templates,
	};
	struct notify_outcome out = { 0 };
	struct err e;
	int r = notify_do(&wish, &out, &e);

	say_lines(buf_span(&out.lines));
	buf_free(&out.lines);
	free(transports);
	free(templates);
	if (r)
		messages_die(&e);
	return out.status == ST_OK && o->exit_code && out.late ? ST_DIFFER
							       : out.status;
}

/* Prints the summary. */
static enum status
print(struct notify_options *o, struct program *p)
{
	struct summary s = {
		.top.limit = o->top, .by.name = o->by, .older = o->older
	};
	struct stream_in in;
	struct stream_out tee;
	struct err e;
	bool late;

	p->rules.keep_comments = o->tee;
	if (before_read(o->since, &s, p->rules.facts, &e) ||
	    stream_open(&in, p->operands[0], STREAM_RESULT, &p->rules, &e) ||
	    (o->tee && stream_create(&tee, NULL, STREAM_RESULT, p->plain, &e)))
		messages_die(&e);
	if (o->tee)
		stream_note(&tee, p->rules.facts, FACTS_WRITTEN, NULL);
	if (each_result(&in, o->tee ? &tee : NULL, add, &s, &e) ||
	    put_summary(&s, o, !stream_is_plain(&in), p, &e))
		messages_die(&e);
	if (o->tee) {
		total_merge(&tee.total, &in.read, &e);
		if (stream_finish(&tee, &e))
			messages_die(&e);
	}
	if (by_field_absent(&s.by))
		messages_say("no line carries \"%s\"; recon-key --carry does",
		    excerpt(span_str(o->by)).s);
	if (p->verbose)
		messages_say("%s: %ju lines", lines_name(&in.lines),
		    (uintmax_t)in.read.records);
	late = s.late > 0;
	stream_close(&in);
	summary_free(&s);
	return o->exit_code && late ? ST_DIFFER : ST_OK;
}

int
main(int argc, char **argv)
{
	struct notify_options o = NOTIFY_OPTIONS;
	struct program p = { "recon-notify", usage, 24, options, .settings = &o,
		.kind = STREAM_RESULT, .is_stream = is_stream };
	enum status status;

	program_begin(&p, argc, argv);
	settle(&o, &p);
	status = o.doing == NOTIFY_PRINT ? print(&o, &p) : tell(&o, &p);
	notify_options_free(&o);
	return program_end(&p, status);
}
