/* recon-clean: turn bills as they come into one table */
#include <inttypes.h>
#include <stdlib.h>

#include "clean/clean_options.h"
#include "explain/explain.h"
#include "base/mem.h"
#include "program.h"

static const char usage[] =
    "usage: recon-clean [OPTION]... [FILE]...\n"
    "\n"
    "Turns bills (separated values in any dialect and encoding, junk before "
    "and\n"
    "after) into one table of clean UTF-8 cells. See recon-clean(1).\n"
    "\n"
    "How the bill is written:\n"
    "      --format NAME       csv, fixed, mt940, camt, bai2 (csv)\n"
    "      --entry PATTERN     the file to read in a zip archive\n"
    "      --encoding NAME     iconv's name, or auto (UTF-8)\n"
    "      --delimiter TEXT    between cells; \\t is TAB (,)\n"
    "      --quote CHAR        around cells (\")\n"
    "      --no-quote          quotes are data\n"
    "      --stray-quotes      quotes where none may be are data\n"
    "      --no-trim           blanks around an unquoted cell are data\n"
    "      --mark TEXT         stands before every value; is taken off\n"
    "\n"
    "Which lines are what:\n"
    "      --header NAMES      the header is the line that has these names\n"
    "      --header-again WHAT  one that comes again begins a page or a "
    "section\n"
    "      --names NAMES       the bill has no header; these are its columns\n"
    "      --expect NAMES      refuse a bill without these columns\n"
    "      --comment PATTERN   lines that are none\n"
    "      --trailer PATTERN   the body ends at the line that matches\n"
    "      --ragged pad|cut    fill up short rows, drop empty cells of long "
    "ones\n"
    "\n"
    "Formats that are not separated values:\n"
    "      --record 'ROLE [TEST...]: FIELDS'  a type of record of fixed width\n"
    "      --record-length N   bytes of every record\n"
    "      --gap N             blanks between fields (0)\n"
    "      --details           camt: a row for each transaction of an entry\n"
    "      --turn-reversals    camt: RvslInd turns the sign round\n"
    "\n"
    "What becomes of the rows, in the order given:\n"
    "      --keep COND, --drop COND\n"
    "      --replace 'COLUMN ~ PATTERN -> TEXT', 'COLUMN = VALUE -> TEXT'\n"
    "      --set 'COLUMN = TEXT', --default 'COLUMN = TEXT'\n"
    "      --split 'COLUMN ~ PATTERN -> NAMES', --negate COLUMN\n"
    "      --check 'TOTAL = count', 'TOTAL = sum COLUMN'\n"
    "\n"
    "What the bill says about itself, for --check:\n"
    "      --total 'NAMES ~ PATTERN'  figures on a line that is no row\n"
    "      --total NAMES       a line that has these; the figures are under "
    "it\n"
    "      --totals FILE       a file of its own has them\n"
    "      --totals-entry PATTERN  the one to read in a zip archive\n"
    "      --decimal CHAR      the decimal mark of the amounts\n"
    "      --no-check          take totals and balances that do not agree\n"
    "\n"
    "What goes out:\n"
    "      --select NAMES      these columns, in this order\n"
    "      --rename OLD=NEW    call a column something else\n"
    "      --source            a last column, src, says FILE:LINE of the row\n"
    "      --rejects FILE      bad rows go there, with the reason; go on\n"
    "      --seen FILE         remember the bill there; refuse one seen "
    "before\n"
    "      --again             take it all the same\n"
    "\n"
    "      --explain           show what is seen in the bill, and a profile "
    "to\n"
    "                          start from; nothing else is done\n"
    "\n"
    "  -o, --output FILE       write the table there; appears when complete\n"
    "      --plain             write no control lines\n"
    "      --allow-empty       accept a bill of no bytes at all\n"
    "      --require-total     refuse to run where nothing is checked\n"
    "  -p, --profile NAME      options from the [recon-clean] section of a "
    "profile\n"
    "      --progress          say now and then how far it is\n"
    "  -v, --verbose           say how many rows came and went\n"
    "  -h, --help              this text\n"
    "  -V, --version           the version\n";

enum { OPT_REJECTS = CLEAN_AGAIN + 1, OPT_EXPLAIN };

/* What is the program's own to know. */
struct settings {
	const char *rejects; /* the file for them, or NULL */
	bool explain;
	const char *encoding; /* as it was given, or NULL */
	bool delimiter_said;
	const char *other; /* an option that --explain has no use for */
};

static const struct program_option options[] = {
	{ "encoding", CLEAN_ENCODING, true },
	{ "delimiter", CLEAN_DELIMITER, true },
	{ "quote", CLEAN_QUOTE, true },
	{ "no-quote", CLEAN_NO_QUOTE, false },
	{ "stray-quotes", CLEAN_STRAY_QUOTES, false },
	{ "no-trim", CLEAN_NO_TRIM, false },
	{ "mark", CLEAN_MARK, true },
	{ "header", CLEAN_HEADER, true },
	{ "header-again", CLEAN_HEADER_AGAIN, true },
	{ "names", CLEAN_NAMES, true },
	{ "expect", CLEAN_EXPECT, true },
	{ "comment", CLEAN_COMMENT, true },
	{ "trailer", CLEAN_TRAILER, true },
	{ "ragged", CLEAN_RAGGED, true },
	{ "keep", CLEAN_KEEP, true },
	{ "drop", CLEAN_DROP, true },
	{ "replace", CLEAN_REPLACE, true },
	{ "set", CLEAN_SET, true },
	{ "default", CLEAN_DEFAULT, true },
	{ "split", CLEAN_SPLIT, true },
	{ "negate", CLEAN_NEGATE, true },
	{ "select", CLEAN_SELECT, true },
	{ "rename", CLEAN_RENAME, true },
	{ "source", CLEAN_SOURCE, false },
	{ "seen", CLEAN_SEEN, true },
	{ "again", CLEAN_AGAIN, false },
	{ "rejects", OPT_REJECTS, true },
	{ "format", CLEAN_FORMAT, true },
	{ "entry", CLEAN_ENTRY, true },
	{ "record", CLEAN_RECORD, true },
	{ "record-length", CLEAN_RECORD_LENGTH, true },
	{ "gap", CLEAN_GAP, true },
	{ "details", CLEAN_DETAILS, false },
	{ "turn-reversals", CLEAN_TURN_REVERSALS, false },
	{ "no-check", CLEAN_NO_CHECK, false },
	{ "check", CLEAN_CHECK, true },
	{ "total", CLEAN_TOTAL, true },
	{ "totals", CLEAN_TOTALS, true },
	{ "totals-entry", CLEAN_TOTALS_ENTRY, true },
	{ "decimal", CLEAN_DECIMAL, true },
	{ "explain", OPT_EXPLAIN, false },
	{ 0 },
};

static const char *
option_name(int letter)
{
	const struct program_option *o = options;

	while (o->letter != letter)
		o++;
	return o->name;
}

static struct settings
read_options(struct clean *c, struct program *p)
{
	struct settings s = { 0 };
	struct err e;
	int o;

	clean_init(c);
	while ((o = program_option(p)) != 0) {
		if (o == OPT_EXPLAIN)
			s.explain = true;
		else if (o == CLEAN_ENCODING)
			s.encoding = p->arg;
		else if (o == CLEAN_DELIMITER)
			s.delimiter_said = true;
		else if (o != CLEAN_ENTRY)
			s.other = option_name(o);
		if (o == OPT_REJECTS)
			s.rejects = p->arg;
		else if (o != OPT_EXPLAIN &&
		    clean_set(c, (enum clean_option)o, p->arg, &e))
			program_bad_option(p, "%s", e.text);
	}
	c->layout.allow_empty = p->rules.allow_empty;
	if (clean_settle(c, p->rules.require_total, &e)) {
		program_say("%s; try 'recon-clean --help'", e.text);
		exit(e.status);
	}
	return s;
}

static const char *
bill_name(const char *operand)
{
	return strcmp(operand, "-") ? operand : "stdin";
}

/* "no check" is said even where nobody asked for the counts. */
static void
tell(const struct clean *c, const char *name)
{
	const struct clean_counts *n = &c->counts;

	program_say("%s: %" PRIu64 " rows in, %" PRIu64 " records out, %" PRIu64
		    " rejected, %" PRIu64 " skipped%s",
	    bill_name(name), n->in, n->out, n->rejected, n->skipped,
	    c->layout.format.no_check ? ", its own totals not checked" : "");
}

static int
clean_all(struct clean *c, const struct program *p, struct err *e)
{
	for (int i = 0; i < p->n_operands; i++) {
		if (clean_bill(c, p->operands[i], e))
			return -1;
		if (c->encoding[0] &&
		    (p->verbose || !strcmp(c->layout.encoding, "auto")))
			program_say("%s: decoded as %s",
			    bill_name(p->operands[i]), c->encoding);
		if (c->rejects->wanted || p->verbose ||
		    c->layout.format.no_check)
			tell(c, p->operands[i]);
	}
	return 0;
}

/* What a key of another profile says, as program_option would hand it out;
 * what does not change how a bill is read is passed over. */
static int
take_key(struct clean *c, const char *key, const char *value, struct err *e)
{
	const struct program_option *o = options;

	while (o->name && strcmp(o->name, key))
		o++;
	if (!o->name || o->letter >= OPT_REJECTS || o->letter == CLEAN_SEEN ||
	    o->letter == CLEAN_AGAIN || (!o->takes_arg && strcmp(value, "yes")))
		return 0;
	return clean_set(
	    c, (enum clean_option)o->letter, o->takes_arg ? value : NULL, e);
}

static void
check_explain(
    const struct settings *s, const struct clean *c, const struct program *p)
{
	const char *why = NULL;

	if (s->other) {
		program_say(
		    "--%s: does not go with --explain, which finds "
		    "out by itself; only --entry, --encoding and --delimiter "
		    "help it",
		    s->other);
		exit(ST_FAIL);
	}
	if (p->n_operands > 1 || !strcmp(p->operands[0], "-"))
		why = "--explain reads one bill, more than once: name its "
		      "file";
	else if (c->layout.dialect.delimiter.len > 1)
		why = "--explain knows delimiters of one byte only";
	if (!why)
		return;
	program_say("%s; try 'recon-clean --help'", why);
	exit(ST_FAIL);
}

/* Prints what can be seen in the bill, and a profile. */
static int
explain(const struct clean *c, const struct settings *s,
    const struct program *p, struct err *e)
{
	char *installed = program_profiles();
	struct explain_rules rules = { .installed = installed,
		.take = take_key,
		.hints = {
		    .entry = c->layout.entry, .encoding = s->encoding } };
	struct output out;
	struct buf text = { 0 };
	int r;

	if (s->delimiter_said)
		rules.hints.delimiter = c->layout.dialect.delimiter.p;
	r = explain_bill(p->operands[0], &rules, &text, e);
	if (r == 0)
		r = output_open(&out, p->output, e);
	if (r == 0) {
		output_write(&out, buf_span(&text));
		r = output_close(&out, e);
	}
	buf_free(&text);
	free(installed);
	return r;
}

static int
clean_to(struct clean *c, const struct program *p, const char *rejects,
    struct err *e)
{
	if (seen_open(&c->seen, e) || rejects_open(c->rejects, rejects, e))
		return -1;
	if (stream_create(c->out, p->output, STREAM_TABLE, p->plain, e) ||
	    clean_all(c, p, e) || seen_sync(&c->seen, e) ||
	    rejects_close(c->rejects, e)) {
		seen_abandon(&c->seen);
		rejects_abandon(c->rejects);
		stream_abandon(c->out);
		return -1;
	}
	if (stream_finish(c->out, e)) {
		seen_abandon(&c->seen);
		return -1;
	}
	return seen_commit(&c->seen, e);
}

int
main(int argc, char **argv)
{
	struct program p;
	struct stream_out out = { .out.fd = -1 };
	struct rejects rejects = { .wanted = false };
	struct clean c = { .rejects = &rejects, .out = &out };
	struct settings s;
	struct err e;

	program_begin(&p, "recon-clean", usage, options, argc, argv);
	s = read_options(&c, &p);
	if (s.explain)
		check_explain(&s, &c, &p);
	if (s.explain ? explain(&c, &s, &p, &e)
		      : clean_to(&c, &p, s.rejects, &e))
		program_die(&e);
	clean_free(&c);
	return program_end(&p);
}
