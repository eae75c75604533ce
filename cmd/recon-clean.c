/* recon-clean: turn bills as they come into one table */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "clean.h"
#include "mem.h"
#include "program.h"

static const char usage[] =
"usage: recon-clean [OPTION]... [FILE]...\n"
"\n"
"Turns bills (separated values in any dialect and encoding, junk before and\n"
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
"      --names NAMES       the bill has no header; these are its columns\n"
"      --expect NAMES      refuse a bill without these columns\n"
"      --comment PATTERN   lines that are none\n"
"      --trailer PATTERN   the body ends at the line that matches\n"
"      --ragged pad|cut    fill up short rows, drop empty cells of long ones\n"
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
"      --total NAMES       a line that has these; the figures are under it\n"
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
"\n"
"      --seen FILE         remembers the bills; the same again is status 1\n"
"      --again             take what was seen before\n"
"\n"
"  -o, --output FILE       write the table there; appears when complete\n"
"      --plain             write no control lines\n"
"      --allow-empty       accept a bill of no bytes at all\n"
"      --require-total     refuse to run where nothing is checked\n"
"  -p, --profile NAME      options from the [recon-clean] section of a profile\n"
"      --progress          say now and then how far it is\n"
"  -v, --verbose           say how many rows came and went\n"
"  -h, --help              this text\n"
"  -V, --version           the version\n";

enum {
	OPT_ENCODING = 256, OPT_DELIMITER, OPT_QUOTE, OPT_NO_QUOTE,
	OPT_STRAY_QUOTES,
	OPT_NO_TRIM, OPT_MARK, OPT_HEADER, OPT_NAMES, OPT_EXPECT,
	OPT_COMMENT, OPT_TRAILER, OPT_RAGGED, OPT_KEEP, OPT_DROP,
	OPT_REPLACE, OPT_SET, OPT_DEFAULT, OPT_SPLIT, OPT_NEGATE,
	OPT_SELECT, OPT_RENAME, OPT_REJECTS, OPT_FORMAT, OPT_ENTRY,
	OPT_RECORD, OPT_RECORD_LENGTH, OPT_GAP, OPT_DETAILS,
	OPT_TURN_REVERSALS, OPT_NO_CHECK, OPT_CHECK, OPT_TOTAL, OPT_TOTALS,
	OPT_TOTALS_ENTRY, OPT_DECIMAL, OPT_SOURCE, OPT_SEEN, OPT_AGAIN,
};

static const struct program_option options[] = {
	{ "encoding", OPT_ENCODING, true },
	{ "delimiter", OPT_DELIMITER, true },
	{ "quote", OPT_QUOTE, true },
	{ "no-quote", OPT_NO_QUOTE, false },
	{ "stray-quotes", OPT_STRAY_QUOTES, false },
	{ "no-trim", OPT_NO_TRIM, false },
	{ "mark", OPT_MARK, true },
	{ "header", OPT_HEADER, true },
	{ "names", OPT_NAMES, true },
	{ "expect", OPT_EXPECT, true },
	{ "comment", OPT_COMMENT, true },
	{ "trailer", OPT_TRAILER, true },
	{ "ragged", OPT_RAGGED, true },
	{ "keep", OPT_KEEP, true },
	{ "drop", OPT_DROP, true },
	{ "replace", OPT_REPLACE, true },
	{ "set", OPT_SET, true },
	{ "default", OPT_DEFAULT, true },
	{ "split", OPT_SPLIT, true },
	{ "negate", OPT_NEGATE, true },
	{ "select", OPT_SELECT, true },
	{ "rename", OPT_RENAME, true },
	{ "rejects", OPT_REJECTS, true },
	{ "format", OPT_FORMAT, true },
	{ "entry", OPT_ENTRY, true },
	{ "record", OPT_RECORD, true },
	{ "record-length", OPT_RECORD_LENGTH, true },
	{ "gap", OPT_GAP, true },
	{ "details", OPT_DETAILS, false },
	{ "turn-reversals", OPT_TURN_REVERSALS, false },
	{ "no-check", OPT_NO_CHECK, false },
	{ "check", OPT_CHECK, true },
	{ "total", OPT_TOTAL, true },
	{ "totals", OPT_TOTALS, true },
	{ "totals-entry", OPT_TOTALS_ENTRY, true },
	{ "decimal", OPT_DECIMAL, true },
	{ "source", OPT_SOURCE, false },
	{ "seen", OPT_SEEN, true },
	{ "again", OPT_AGAIN, false },
	{ 0 },
};

struct settings {
	const char *rejects;
	bool quote_said;
	const char *csv_said; /* an option for separated values */
};

static const char *
name_of(int option)
{
	const struct program_option *o = options;

	while (o->letter != option)
		o++;
	return o->name;
}

/* Options that say how separated values are laid out. */
static bool
is_csv_option(int option)
{
	return option > OPT_ENCODING && option <= OPT_RAGGED &&
	    option != OPT_EXPECT;
}

static void
set_delimiter(struct dialect *d, const struct program *p)
{
	const char *s = !strcmp(p->arg, "\\t") ? "\t" : p->arg;

	if (!*s || strpbrk(s, "\r\n"))
		program_bad_option(p, "a delimiter is at least one byte, and "
		    "no line end");
	d->delimiter = span_str(s);
}

static void
set_ragged(struct layout *l, const struct program *p)
{
	if (!strcmp(p->arg, "pad"))
		l->pad = true;
	else if (!strcmp(p->arg, "cut"))
		l->cut = true;
	else
		program_bad_option(p, "\"%s\" is neither pad nor cut",
		    p->arg);
}

/* The options that say how a bill is written. */
static int
take_dialect(struct clean *c, struct settings *s, const struct program *p,
    int option)
{
	struct dialect *d = &c->layout.dialect;

	switch (option) {
	case OPT_ENCODING:
		c->layout.encoding = p->arg;
		break;
	case OPT_DELIMITER:
		set_delimiter(d, p);
		break;
	case OPT_QUOTE:
		if (strlen(p->arg) != 1 || strchr("\r\n", *p->arg))
			program_bad_option(p, "a quote is one byte");
		d->quote = (unsigned char)*p->arg;
		s->quote_said = true;
		break;
	case OPT_NO_QUOTE:
		d->quote = -1;
		break;
	case OPT_STRAY_QUOTES:
		d->stray = true;
		break;
	case OPT_NO_TRIM:
		d->trim = false;
		break;
	case OPT_MARK:
		d->mark = span_str(p->arg);
		break;
	default:
		return 0;
	}
	return 1;
}

/* The options that are a list, a pattern or a rule. */
static int
take_layout(struct clean *c, const struct program *p, int option,
    struct err *e)
{
	struct layout *l = &c->layout;
	struct span arg = span_str(p->arg ? p->arg : "");

	switch (option) {
	case OPT_HEADER:
		return names_parse(&l->header, arg, e);
	case OPT_NAMES:
		return names_parse(&l->names, arg, e);
	case OPT_EXPECT:
		return names_parse(&l->expect, arg, e);
	case OPT_COMMENT:
		return patterns_add(&l->comments, arg, e);
	case OPT_TRAILER:
		return patterns_add(&l->trailers, arg, e);
	case OPT_SELECT:
		return names_parse(&c->rules.select, arg, e);
	case OPT_RENAME:
		return rules_rename(&c->rules, arg, e);
	case OPT_KEEP:
		return rules_add(&c->rules, RULE_KEEP, arg, e);
	case OPT_DROP:
		return rules_add(&c->rules, RULE_DROP, arg, e);
	case OPT_REPLACE:
		return rules_add(&c->rules, RULE_REPLACE, arg, e);
	case OPT_SET:
		return rules_add(&c->rules, RULE_SET, arg, e);
	case OPT_DEFAULT:
		return rules_add(&c->rules, RULE_DEFAULT, arg, e);
	case OPT_SPLIT:
		return rules_add(&c->rules, RULE_SPLIT, arg, e);
	case OPT_NEGATE:
		return rules_add(&c->rules, RULE_NEGATE, arg, e);
	case OPT_CHECK:
		return rules_add(&c->rules, RULE_CHECK, arg, e);
	case OPT_SEEN:
		c->seen.path = p->arg;
		l->digest = true;
		return 0;
	case OPT_AGAIN:
		c->seen.again = true;
		return 0;
	case OPT_TOTAL:
		return total_sources_add(&l->totals, arg, e);
	case OPT_TOTALS:
		l->totals_file = p->arg;
		return 0;
	case OPT_TOTALS_ENTRY:
		l->totals_entry = p->arg;
		return 0;
	case OPT_DECIMAL:
		return numeral_decimal(&c->rules.form, p->arg) ? 0 :
		    err_set(e, ST_FAIL, "\"%s\" is no decimal mark", p->arg);
	case OPT_ENTRY:
		l->entry = p->arg;
		return 0;
	}
	return format_rules_set(&l->format, name_of(option), p->arg, e);
}

static _Noreturn void
bad_usage(const char *text)
{
	struct err e;

	err_set(&e, ST_FAIL, "%s; try 'recon-clean --help'", text);
	program_die(&e);
}

/* Statements check themselves. */
static bool
is_checked(const struct clean *c)
{
	return rules_checks(&c->rules) || (c->layout.format.kind !=
	    FORMAT_CSV && c->layout.format.kind != FORMAT_FIXED);
}

static void
check_settings(struct clean *c, const struct settings *s,
    const struct program *p)
{
	struct dialect *d = &c->layout.dialect;
	struct err e;

	if (format_rules_finish(&c->layout.format, &e))
		bad_usage(e.text);
	if (c->layout.format.kind != FORMAT_CSV && s->csv_said) {
		err_set(&e, ST_FAIL, "--%s is for separated values (--format "
		    "csv)", s->csv_said);
		bad_usage(e.text);
	}
	if (d->delimiter.len > 1 || d->mark.len) {
		if (s->quote_said)
			bad_usage("--quote does not go with --mark or a "
			    "delimiter of several bytes");
		d->quote = -1;
	}
	if (d->quote == d->delimiter.p[0])
		bad_usage("quote and delimiter are the same");
	if (c->layout.names.n && c->layout.header.n)
		bad_usage("--header is for bills that have one, --names for "
		    "those that have none");
	if (p->rules.require_total && (c->layout.format.no_check ||
	    !is_checked(c)))
		bad_usage("--require-total: nothing checks the bill's own "
		    "totals (--check)");
	if (c->seen.again && !c->seen.path)
		bad_usage("--again goes with --seen");
	c->layout.allow_empty = p->rules.allow_empty;
}

static struct settings
read_options(struct clean *c, struct program *p)
{
	struct settings s = { 0 };
	struct err e;
	int option;

	while ((option = program_option(p)) != 0) {
		if (is_csv_option(option))
			s.csv_said = name_of(option);
		if (option == OPT_REJECTS)
			s.rejects = p->arg;
		else if (option == OPT_SOURCE)
			c->want_source = true;
		else if (option == OPT_RAGGED)
			set_ragged(&c->layout, p);
		else if (!take_dialect(c, &s, p, option) &&
		    take_layout(c, p, option, &e))
			program_bad_option(p, "%s", e.text);
	}
	check_settings(c, &s, p);
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

	program_say("%s: %" PRIu64 " rows in, %" PRIu64 " records out, %"
	    PRIu64 " rejected, %" PRIu64 " skipped%s", bill_name(name),
	    n->in, n->out, n->rejected, n->skipped,
	    c->layout.format.no_check ? ", its own totals not checked" : "");
}

static int
clean_all(struct clean *c, const struct program *p, struct err *e)
{
	for (int i = 0; i < p->n_operands; i++) {
		if (clean_bill(c, p->operands[i], e))
			return -1;
		if (c->encoding[0] && (p->verbose ||
		    !strcmp(c->layout.encoding, "auto")))
			program_say("%s: decoded as %s",
			    bill_name(p->operands[i]), c->encoding);
		if (c->rejects->wanted || p->verbose ||
		    c->layout.format.no_check)
			tell(c, p->operands[i]);
	}
	return 0;
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

	c.layout.encoding = "UTF-8";
	c.layout.dialect = (struct dialect){ .delimiter = SPAN(","),
		.quote = '"', .trim = true };
	program_begin(&p, "recon-clean", usage, options, argc, argv);
	s = read_options(&c, &p);
	if (rejects_open(&rejects, s.rejects, &e))
		program_die(&e);
	if (stream_create(&out, p.output, STREAM_TABLE, p.plain, &e) ||
	    clean_all(&c, &p, &e) || output_flush(&out.out, &e) ||
	    rejects_close(&rejects, &e) || seen_commit(&c.seen, &e)) {
		rejects_abandon(&rejects);
		stream_abandon(&out);
		program_die(&e);
	}
	if (stream_finish(&out, &e))
		program_die(&e);
	clean_free(&c);
	return program_end(&p);
}
