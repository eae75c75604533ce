/* recon-key: a table's rows become records: key, amount, side, date */
#include <inttypes.h>
#include <stdlib.h>

#include "base/plural.h"
#include "key/key_options.h"
#include "key/rekey.h"
#include "option/option_value.h"
#include "program.h"
#include "stream/rejects.h"
#include "stream/run_out.h"

/* One run: where rows go, and how many came. */
struct run {
	struct key_options rules;
	bool records, restore;    /* records come, not rows */
	const char *unkeyed_name; /* NULL: a record that lacks a field of the
				   * key is bad data */
	const char *rejects_name; /* NULL: stop at a bad row */
	struct rejects rejects;
	struct stream_out out;
	uint64_t rows;
};

static const char usage[] =
    "usage: recon-key -k FIELDS -a FIELDS -s L|R [-c CURRENCY]\n"
    "                 [-t FIELD | -d DATE] [-x FIELDS] [OPTION]... [FILE]...\n"
    "       recon-key --records -k FIELDS [--unkeyed FILE] [OPTION]... "
    "[FILE]...\n"
    "       recon-key --restore [OPTION]... [FILE]...\n"
    "\n"
    "Turns the rows of tables into records: builds the key, reads the amount\n"
    "exactly, sets currency, side and accounting date, carries fields along.\n"
    "Or puts records under another key, and back under their first one.\n"
    "\n";

static const struct option_row options[] = {
	{ .rows = key_options, .at = offsetof(struct run, rules) },
	{ .help = "\n" },
	{ "records", 0, NULL, option_value_flag,
	    .at = offsetof(struct run, records),
	    .help = "read records, and make their keys of their fields;\n"
		    "the first key is carried as key0=" },
	{ "unkeyed", 0, "FILE", option_value_text,
	    .at = offsetof(struct run, unkeyed_name), .file = OPTION_FILE_OUT,
	    .help = "put records that lack one of these fields there" },
	{ "restore", 0, NULL, option_value_flag,
	    .at = offsetof(struct run, restore),
	    .help = "read records, and put them under their key0= again" },

	{ .help = "\n" },
	{ "rejects", 0, "FILE", option_value_text,
	    .at = offsetof(struct run, rejects_name), .file = OPTION_FILE_OUT,
	    .help = "write bad rows there and go on" },
	{ .name = "output" },
	{ .name = "plain" },
	{ .name = "stream-version" },
	{ .name = "require-total" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ .name = "engine" },
	{ .name = "null" },
	{ .name = "end-tab" },
	{ .name = "end-cr" },
	{ .name = "ctrl-a" },
	{ .name = "part" },
	{ "progress", .help = "say how far it is" },
	{ "profile",
	    .help = "options from the [recon-key] section of a profile" },
	{ 0 },
};

/* What says how rows are read has no meaning for records. */
static void
check_records(const struct run *run, const struct program *p)
{
	static const char with_records[] =
	    " records key allow-empty-part allow-rounded-key fold strip-zeros "
	    "pad unkeyed ";
	const char *mode = run->restore ? "restore" : "records";
	const char *fits = run->restore ? " restore " : with_records;

	for (size_t i = 0; i < p->n_said; i++) {
		struct buf word = { 0 };
		bool is_known;

		buf_printf(&word, " %s ", p->said[i]);
		buf_byte(&word, '\0');
		is_known = strstr(fits, word.p) != NULL;
		buf_free(&word);
		if (!is_known)
			messages_fail(
			    "--%s: does not go with --%s", mode, p->said[i]);
	}
	if (!run->restore && !run->rules.recorder.key.n)
		messages_bad_usage("what identifies a payment? give --key");
	if (run->unkeyed_name && output_is_stdout(run->unkeyed_name) &&
	    output_is_stdout(p->output))
		messages_fail("--unkeyed: standard output has the other "
			      "records");
}

static void
check_options(struct run *run, const struct program *p)
{
	struct err e;

	if (run->records || run->restore) {
		check_records(run, p);
		return;
	}
	if (run->unkeyed_name)
		messages_fail("--unkeyed: goes with --records");
	if (key_options_check(&run->rules, &e) ||
	    rejects_break_stream(run->rejects_name, p->output, p->plain, &e))
		messages_bad_usage(e.text);
}

/* A bad row is put aside where that was asked for, else it is the end. */
static int
refuse(struct run *run, const struct table_in *t, struct err *e)
{
	if (!run->rejects.wanted)
		return stream_err(&t->stream, e);
	rejects_add(&run->rejects, lines_name(&t->stream.lines),
	    t->stream.lines.count, e->text, t->row);
	return 0;
}

/* A row of another date than all should have does not end the run: how many
 * there are says what is wrong. */
static void
put_off(struct run *run, const struct table_in *t, const struct err *e)
{
	struct noted *n = &run->rules.recorder.other_date;

	if (n->rows == 0)
		n->first = *e;
	noted_count(n, &t->stream);
}

static int
key_rows(struct run *run, struct table_in *t, struct err *e)
{
	struct recorder *r = &run->rules.recorder;
	enum row_outcome got;

	for (;;) {
		got = recorder_run(r, t, &run->out, &run->rows)
		    ? ROW_OK
		    : table_next(t, e);
		if (got == ROW_END || got == ROW_ERROR)
			return got;
		run->rows++;
		r->other_date.now = false;
		if (got == ROW_OK && recorder_row(r, t, &run->out, e) == 0)
			continue;
		if (r->other_date.now && !run->rejects.wanted)
			put_off(run, t, e);
		else if (refuse(run, t, e))
			return -1;
	}
}

static void
tell(const char *name, uint64_t in, uint64_t out, uint64_t rejected)
{
	messages_say("%s: %" PRIu64 " row%s in, %" PRIu64
		     " record%s out, %" PRIu64 " rejected",
	    name, in, plural(in), out, plural(out), rejected);
}

static int
key_file(
    struct run *run, const struct program *p, const char *name, struct err *e)
{
	uint64_t in = run->rows, out = run->out.total.records;
	uint64_t rejected = run->rejects.count;
	struct table_in t;
	int r;

	if (table_open(&t, name, &p->rules, e))
		return -1;
	t.take_ragged = true;
	r = t.n ? recorder_bind(&run->rules.recorder, &t, e) : 0;
	if (r == 0)
		r = key_rows(run, &t, e);
	if (r == 0 && (run->rejects.wanted || p->verbose))
		tell(lines_name(&t.stream.lines), run->rows - in,
		    run->out.total.records - out,
		    run->rejects.count - rejected);
	table_close(&t);
	return r;
}

/* Keys that match only what hides the same are most likely a fault. */
static void
tell_unseen(const struct noted *keys)
{
	if (keys->rows)
		messages_say("keys with what cannot be seen: %" PRIu64
			     ", the first at %s (--fold invisible takes it "
			     "away)",
		    keys->rows, keys->first.text);
}

static void
tell_other_date(const struct run *run)
{
	const struct noted *n = &run->rules.recorder.other_date;

	if (n->rows)
		messages_say("rows of another accounting date than %s: %" PRIu64
			     " of %" PRIu64 ", the first at %s",
		    run->rules.recorder.date, n->rows, run->rows,
		    n->first.text);
}

/* -1 where rows were not of the date that all should have. */
static int
check_dates(const struct run *run, struct err *e)
{
	const struct recorder *r = &run->rules.recorder;
	const struct noted *n = &r->other_date;

	if (r->expect != RECORDER_EXPECT_REFUSE || n->rows == 0)
		return 0;
	return err_set(e, ST_DATA,
	    "%s, as --expect-date demands; of %" PRIu64 " rows %" PRIu64
	    " are not",
	    n->first.text, run->rows, n->rows);
}

/* Every row is a record or was rejected; then both files may appear. */
static int
finish(struct run *run, struct err *e)
{
	if (run->rows != run->out.total.records + run->rejects.count)
		return err_set(e, ST_BROKEN,
		    "%" PRIu64 " rows came in, but %" PRIu64
		    " records and %" PRIu64 " rejects went out",
		    run->rows, run->out.total.records, run->rejects.count);
	if (rejects_sync(&run->rejects, e) || stream_sync(&run->out, e) ||
	    rejects_close(&run->rejects, e))
		return -1;
	return stream_finish(&run->out, e) || rejects_follow(&run->rejects, e)
	    ? -1
	    : 0;
}

static _Noreturn void
give_up(struct run *run, const struct err *e)
{
	rejects_abandon(&run->rejects);
	stream_abandon(&run->out);
	messages_die(e);
}

/* All tables, row by row. */
static int
key_files(struct run *run, const struct program *p, struct err *e)
{
	for (int i = 0; i < p->n_operands; i++)
		if (key_file(run, p, p->operands[i], e)) {
			run_out_files(p->operands + i + 1,
			    (size_t)(p->n_operands - i - 1), &p->rules, e);
			return -1;
		}
	return check_dates(run, e) || finish(run, e) ? -1 : 0;
}

/* All records, under another key. */
static int
rekey_files(struct run *run, const struct program *p, struct err *e)
{
	struct rekey k = { .recorder = &run->rules.recorder,
		.restore = run->restore,
		.plain = p->plain,
		.unkeyed_name = run->unkeyed_name,
		.out = &run->out };

	if (rekey_run(&k, p->operands, p->n_operands, &p->rules, e))
		return -1;
	if (p->verbose || k.put_aside)
		messages_say("%" PRIu64 " record%s in, %" PRIu64
			     " of them %s a field of the key",
		    k.records, plural(k.records), k.put_aside,
		    k.put_aside == 1 ? "lacks" : "lack");
	return 0;
}

int
main(int argc, char **argv)
{
	struct run run = { 0 };
	struct program p = { "recon-key", usage, 27, options, .settings = &run,
		.kind = STREAM_RECORD };
	struct err e;

	key_options_init(&run.rules);
	program_begin(&p, argc, argv);
	check_options(&run, &p);
	if (rejects_open(&run.rejects, run.rejects_name, &e))
		messages_die(&e);
	rejects_note(&run.rejects, p.rules.facts, run.rejects_name);
	if (stream_create(&run.out, p.output, STREAM_RECORD, p.plain, &e))
		give_up(&run, &e);
	stream_note(&run.out, p.rules.facts, FACTS_WRITTEN, p.output);
	if (run.records || run.restore ? rekey_files(&run, &p, &e)
				       : key_files(&run, &p, &e))
		give_up(&run, &e);
	if (!run.records && !run.restore)
		facts_count(p.rules.facts, "rejected", run.rejects.count, NULL);
	tell_other_date(&run);
	tell_unseen(&run.rules.recorder.unseen.keys);
	key_options_free(&run.rules);
	return program_end(&p, ST_OK);
}
