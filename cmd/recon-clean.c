/* recon-clean: turn bills as they come into one table */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/visible_text.h"
#include "clean/clean_entries.h"
#include "clean/clean_options.h"
#include "explain/explain.h"
#include "option/option_value.h"
#include "help.h"
#include "program.h"
#include "value/time/date.h"

struct run {
	struct clean clean;
	const char *rejects; /* the file for them, or NULL */
	bool explain;
};

static int
set_seen(void *at, const struct option_given *o, struct err *e)
{
	struct clean *c = at;

	(void)e;
	c->seen.path = o->value;
	c->layout.want_digest = true;
	return 0;
}

static int
set_day(void *at, const struct option_given *o, struct err *e)
{
	struct clean *c = at;

	if (!date_is(span_str(o->value)))
		return err_set(
		    e, ST_FAIL, "\"%s\" is no day, like 2022-11-01", o->value);
	c->seen.day = o->value;
	return 0;
}

static const char usage[] =
    "usage: recon-clean [OPTION]... [FILE]...\n"
    "\n"
    "Turns bills (separated values in any dialect and encoding, junk before "
    "and\n"
    "after) into one table of clean UTF-8 cells. See recon-clean(1).\n"
    "\n";

static const struct option_row options[] = {
	{ .rows = clean_options, .at = offsetof(struct run, clean) },
	{ "rejects", 0, "FILE", option_value_text,
	    .at = offsetof(struct run, rejects), .file = OPTION_FILE_OUT,
	    .help = "bad rows go there, with the reason; go on" },
	{ "seen", 0, "FILE", set_seen, .at = offsetof(struct run, clean),
	    .file = OPTION_FILE_OUT,
	    .help = "remember the bill there; refuse one seen before" },
	{ "again", 0, NULL, option_value_flag,
	    .at = offsetof(struct run, clean.seen.again),
	    .help = "take it all the same" },
	{ "day", 0, "DATE", set_day, .at = offsetof(struct run, clean),
	    .help = "or seen before for that day: it is welcome again" },
	{ .help = "\n" },
	{ "explain", 0, NULL, option_value_flag,
	    .at = offsetof(struct run, explain),
	    .help = "show what is seen in the bill, and a profile to\n"
		    "start from; nothing else is done" },
	{ .help = "\n" },
	{ "output", .help = "write the table there; appears when complete" },
	{ .name = "plain" },
	{ .name = "stream-version" },
	{ "allow-empty", .help = "accept a bill of no bytes at all" },
	{ "require-total", .help = "refuse to run where nothing is checked" },
	{ "profile",
	    .help = "options from the [recon-clean] section of a profile" },
	{ "profiles", 0, NULL, help_profiles,
	    .help = "list the profiles there are, as -p list does" },
	{ "progress", .help = "say now and then how far it is" },
	{ 0 },
};

/* "no check" is said even where nobody asked for the counts. */
static void
tell(const struct clean *c, const char *name)
{
	const struct clean_counts *n = &c->counts;

	messages_say("%s: %" PRIu64 " row%s in, %" PRIu64
		     " record%s out, %" PRIu64 " rejected, %" PRIu64
		     " skipped%s",
	    name, n->in, plural(n->in), n->out, plural(n->out), n->rejected,
	    n->skipped,
	    c->layout.format.no_check ? ", its own totals not checked" : "");
}

static void
tell_all(const char *name, const struct names *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		messages_say("%s: %.*s", name, (int)texts->list[i].len,
		    texts->list[i].p);
}

static int
clean_one(struct clean *c, const struct program *p, const char *operand,
    const char *name, struct err *e)
{
	if (clean_bill(c, operand, e))
		return -1;
	if (c->encoding[0] &&
	    (p->verbose || !strcmp(c->layout.encoding, "auto")))
		messages_say("%s: decoded as %s", name, c->encoding);
	tell_all(name, &c->odd);
	if (p->verbose)
		tell_all(name, &c->went);
	if (c->rejects->wanted || p->verbose || c->layout.format.no_check)
		tell(c, name);
	return 0;
}

static int
clean_all(struct clean *c, const struct program *p, struct err *e)
{
	int r = 0;

	for (int i = 0; i < p->n_operands && r == 0; i++) {
		struct clean_entries bills;
		const char *name;

		if (clean_entries_open(&bills, &c->layout, p->operands[i], e))
			return -1;
		while (r == 0 && (name = clean_entries_next(&bills)))
			r = clean_one(c, p, p->operands[i], name, e);
		clean_entries_close(&bills);
	}
	return r;
}

/* Options that help --explain; it has no use for others. */
static struct guess_layout_hints
take_hints(const struct clean *c, const struct program *p)
{
	struct guess_layout_hints h = { .entry = c->layout.entry };
	const char *other = NULL;

	for (size_t i = 0; i < p->n_said; i++) {
		if (!strcmp(p->said[i], "encoding"))
			h.encoding = c->layout.encoding;
		else if (!strcmp(p->said[i], "delimiter"))
			h.delimiter = c->layout.dialect.delimiter.p;
		else if (!strcmp(p->said[i], "sheet"))
			h.sheet = c->layout.format.sheet;
		else if (strcmp(p->said[i], "entry") &&
		    strcmp(p->said[i], "explain"))
			other = p->said[i];
	}
	if (other)
		messages_fail(
		    "--%s: does not go with --explain, which finds "
		    "out by itself; only --entry, --sheet, --encoding and "
		    "--delimiter help it",
		    other);
	if (p->facts_name)
		messages_bad_usage("--facts: does not go with --explain");
	if (p->n_operands > 1 || !strcmp(p->operands[0], "-"))
		messages_bad_usage("--explain reads one bill, more than once: "
				   "name its file");
	if (c->layout.dialect.delimiter.len > 1)
		messages_bad_usage(
		    "--explain knows delimiters of one byte only");
	return h;
}

/* Prints what can be seen in the bill, and a profile. 1 for one that the bill
 * does not prove. */
static int
explain(const struct clean *c, const struct program *p, struct err *e)
{
	char *installed = program_profiles();
	struct explain_rules rules = { .installed = installed,
		.hints = take_hints(c, p) };
	struct output out;
	struct buf text = { 0 }, shown = { 0 };
	int unproved, r;

	unproved = r = explain_bill(p->operands[0], &rules, &text, e);
	if (r >= 0)
		r = output_open(&out, p->output, e);
	if (r == 0) {
		visible_add_lines(&shown, buf_span(&text));
		output_write(&out, buf_span(&shown));
		r = output_close(&out, e);
	}
	buf_free(&text);
	buf_free(&shown);
	free(installed);
	return r ? -1 : unproved;
}

/* How many of the entries of archives were told by the profile. */
static size_t
profile_entries(const struct program *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->profile.n; i++) {
		const struct profile_entry *en = &p->profile.entries[i];

		n += !strcmp(en->section, p->name) && !strcmp(en->key, "entry");
	}
	return n;
}

static int
create(struct clean *c, const struct program *p, struct err *e)
{
	if (stream_create(c->out, p->output, STREAM_TABLE, p->plain, e))
		return -1;
	stream_note(c->out, p->rules.facts, FACTS_WRITTEN, p->output);
	return 0;
}

static int
clean_to(struct clean *c, const struct program *p, const char *rejects,
    struct err *e)
{
	if (seen_open(&c->seen, e) || rejects_open(c->rejects, rejects, e))
		return -1;
	rejects_note(c->rejects, p->rules.facts, rejects);
	if (create(c, p, e) || clean_all(c, p, e) || seen_sync(&c->seen, e) ||
	    rejects_sync(c->rejects, e) || stream_sync(c->out, e) ||
	    rejects_close(c->rejects, e)) {
		seen_abandon(&c->seen);
		rejects_abandon(c->rejects);
		stream_abandon(c->out);
		return -1;
	}
	if (stream_finish(c->out, e) || rejects_follow(c->rejects, e)) {
		seen_abandon(&c->seen);
		return -1;
	}
	return seen_commit(&c->seen, e);
}

static bool
is_stream(const void *settings)
{
	const struct run *run = settings;

	return !run->explain;
}

int
main(int argc, char **argv)
{
	struct stream_out out = { .out.fd = -1 };
	struct rejects rejects = { .wanted = false };
	struct run run = { .clean = { .rejects = &rejects, .out = &out } };
	struct program p = { "recon-clean", usage, 26, options,
		.settings = &run, .kind = STREAM_TABLE,
		.is_stream = is_stream };
	struct clean *c = &run.clean;
	struct err e;
	int r;

	clean_init(c);
	program_begin(&p, argc, argv);
	c->layout.allow_empty = p.rules.allow_empty;
	c->layout.facts = p.rules.facts;
	clean_entries_settle(&c->layout, profile_entries(&p));
	if (run.explain && c->layout.format.sheet)
		c->layout.format.kind = FORMAT_XLSX;
	if (rejects_break_stream(run.rejects, p.output, p.plain, &e) ||
	    clean_settle(c, p.rules.require_total, &e))
		messages_bad_usage(e.text);
	r = run.explain ? explain(c, &p, &e) : clean_to(c, &p, run.rejects, &e);
	if (r < 0)
		messages_die(&e);
	clean_free(c);
	return program_end(&p, r ? ST_DIFFER : ST_OK);
}
