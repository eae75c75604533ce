/*
 * recon-store: keeps days of results in a database, and answers about them.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "program.h"
#include "store/export.h"
#include "store/load.h"
#include "store/prune.h"
#include "store/tables/schema.h"
#include "store/store_options.h"
#include "store/usual.h"
#include "store/verify.h"

static const char usage[] =
    "usage: recon-store --db URL --book NAME -d DATE [--tee] [FILE]\n"
    "       recon-store --db URL --book NAME -d DATE --export\n"
    "       recon-store --db URL --book NAME --usual N [-d DATE]\n"
    "       recon-store --db URL [--book NAME] --verify|--prune DAYS\n"
    "       recon-store --db URL --column NAME\n"
    "       recon-store [--db URL] --schema\n"
    "\n"
    "Loads a day of results into SQLite or PostgreSQL, recon-store(5).\n"
    "\n";

static const struct option_row options[] = {
	{ .rows = store_options, .at = 0 },
	{ .help = "\n" },
	{ "output",
	    .help = "write what goes to standard output there; appears\n"
		    "when complete" },
	{ "plain", .help = "write no control lines" },
	{ .name = "stream-version" },
	{ "require-total",
	    .help = "refuse input without control lines (always so,\n"
		    "unless --no-total)" },
	{ .name = "allow-empty" },
	{ .name = "comments" },
	{ "profile",
	    .help = "options from the [recon-store] section of a profile" },
	{ "verbose", .help = "say what was loaded, verified or pruned" },
	{ "progress", .help = "show how far it is (always on a terminal)" },
	{ 0 },
};

/* Is it one that goes to standard output? */
static bool
is_stream(const void *settings)
{
	const struct store_options *o = settings;

	return o->tee || o->export;
}

static void
open_store(struct store *s, const struct store_options *o, enum db_use use)
{
	const struct db_wish wish = { .url = o->db,
		.password_file = o->password_file,
		.wait_s = o->wait_s,
		.use = use };
	struct err e;

	if (store_open(s, &wish, &e))
		messages_die(&e);
}

static void
tell_loaded(
    const struct store_options *o, const struct load_told *t, bool verbose)
{
	const char *when = t->before.loaded.p, *who = t->before.who.p;
	const char *day = store_date(o->date).text;

	if (t->outcome == LOAD_REPLACED)
		messages_say("%s of %s: replaces what %s loaded at %s", day,
		    o->book, who, when);
	else if (t->outcome == LOAD_SAME && verbose)
		messages_say("%s of %s: is what %s loaded at %s: nothing has "
			     "changed",
		    day, o->book, who, when);
	if (verbose)
		messages_say(
		    "%s of %s: %" PRIu64 " results", day, o->book, t->records);
}

static int
add_columns(struct store *s, const struct store_options *o, struct err *e)
{
	return store_begin(s, "", e) || store_add_columns(s, &o->columns, e) ||
		db_commit(&s->db, e)
	    ? -1
	    : 0;
}

static void
load(const struct store_options *o, struct program *p)
{
	struct stage_facts facts = { 0 };
	struct stream_out tee;
	struct load_wish wish = {
		.book = o->book,
		.date = o->date,
		.file = p->operands[0],
		.rules = p->rules,
		.no_total = o->no_total,
		.columns = &o->columns,
		.facts = &facts,
	};
	struct load_told told;
	struct store s;
	struct err e;

	if (stage_facts_read(&facts, &o->facts, &e))
		messages_die(&e);
	open_store(&s, o, DB_CREATE);
	if (o->tee) {
		if (stream_create(
			&tee, p->output, STREAM_RESULT, p->plain, &e)) {
			store_close(&s);
			messages_die(&e);
		}
		stream_note(&tee, p->rules.facts, FACTS_WRITTEN, p->output);
		wish.tee = &tee;
	}
	if (load_day(&s, &wish, &told, &e) ||
	    (told.outcome == LOAD_SAME && o->columns.n &&
		add_columns(&s, o, &e))) {
		store_close(&s);
		if (o->tee)
			stream_abandon(&tee);
		messages_die(&e);
	}
	store_close(&s);
	tell_loaded(o, &told, p->verbose);
	if (o->tee && stream_finish(&tee, &e))
		messages_die(&e);
	load_told_free(&told);
	stage_facts_free(&facts);
}

static void
change_columns(const struct store_options *o)
{
	struct store s;
	struct err e;

	open_store(&s, o, DB_CHANGE);
	if (add_columns(&s, o, &e)) {
		store_close(&s);
		messages_die(&e);
	}
	store_close(&s);
}

static void
print_day(const struct store_options *o, const struct program *p)
{
	const struct export_wish wish = { o->book, o->date, p->output, p->plain,
		p->stream_version, p->rules.facts };
	struct store s;
	struct err e;

	open_store(&s, o, DB_READ);
	if (export_day(&s, &wish, &e))
		messages_die(&e);
	store_close(&s);
}

static void
verify(const struct store_options *o, bool verbose)
{
	struct verify_told told;
	struct store s;
	struct err e;

	open_store(&s, o, DB_READ);
	if (verify_store(&s, o->book, &told, &e))
		messages_die(&e);
	store_close(&s);
	if (verbose)
		messages_say("%s: all as it was loaded; days: %" PRIu64
			     ", pruned: %" PRIu64 ", results: %" PRIu64
			     ", items: %" PRIu64,
		    o->db, told.days, told.pruned, told.results, told.items);
}

/* Writes text to -o or standard output, and releases it. */
static void
put_text(struct buf *b, const struct program *p)
{
	struct err e;

	if (output_text(p->output, buf_span(b), &e))
		messages_die(&e);
	buf_free(b);
}

/* Returns whether a count is unusual. */
static bool
show_usual(const struct store_options *o, const struct program *p)
{
	const struct usual_wish wish = { o->book,
		o->date_said ? &o->date : NULL, o->usual };
	struct text_table t = { .align = "llrrrrrr" };
	struct usual_told told;
	struct buf text = { 0 };
	struct store s;
	struct err e;

	open_store(&s, o, DB_READ);
	if (usual_table(&s, &wish, &t, &told, &e))
		messages_die(&e);
	store_close(&s);
	if (told.days < o->usual)
		messages_say("%s of %s: %u like weekdays before it are loaded, "
			     "not %u",
		    told.date.text, o->book, told.days, o->usual);
	text_table_format(&t, false, &text);
	text_table_free(&t);
	put_text(&text, p);
	return told.unusual > 0;
}

static void
prune(const struct store_options *o, bool verbose)
{
	struct prune_told told;
	struct store s;
	struct err e;

	open_store(&s, o, DB_CHANGE);
	if (prune_store(&s, o->book, o->prune, &told, &e)) {
		store_close(&s);
		messages_die(&e);
	}
	store_close(&s);
	if (verbose)
		messages_say("%s: pruned: %" PRIu64 " days, %" PRId64
			     " results",
		    o->db, told.days, told.results);
}

static void
print_schema(const struct store_options *o, const struct program *p)
{
	struct buf text = { 0 };

	schema_print(&text, o->db ? db_kind_of(o->db) : DB_SQLITE);
	put_text(&text, p);
}

int
main(int argc, char **argv)
{
	struct store_options o = { 0 };
	struct program p = { "recon-store", usage, 24, options, .settings = &o,
		.kind = STREAM_RESULT, .is_stream = is_stream };
	enum store_task task;
	bool unusual = false;
	const char *why;

	program_begin(&p, argc, argv);
	if (p.n_operands > 1)
		messages_fail("more than one FILE; recon-sort -m merges them");
	why = store_options_settle(
	    &o, p.output != NULL, strcmp(p.operands[0], "-") != 0, &task);
	if (why)
		messages_bad_usage(why);
	switch (task) {
	case STORE_LOAD:
		load(&o, &p);
		break;
	case STORE_COLUMN:
		change_columns(&o);
		break;
	case STORE_EXPORT:
		print_day(&o, &p);
		break;
	case STORE_VERIFY:
		verify(&o, p.verbose);
		break;
	case STORE_USUAL:
		unusual = show_usual(&o, &p);
		break;
	case STORE_PRUNE:
		prune(&o, p.verbose);
		break;
	case STORE_SCHEMA:
		print_schema(&o, &p);
		break;
	}
	store_options_free(&o);
	return program_end(&p, unusual && o.exit_code ? ST_DIFFER : ST_OK);
}
