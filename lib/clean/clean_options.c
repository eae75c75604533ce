#include "clean/clean_options.h"

#include <strings.h>

#include "option/option_value.h"
#include "text/encoding/transcode.h"

static int
set_encoding(void *at, const struct option_given *o, struct err *e)
{
	struct layout *l = at;
	struct transcoder *t;

	l->encoding = o->value;
	if (!strcasecmp(o->value, "auto"))
		return 0;
	t = transcoder_open(o->value, e);
	transcoder_close(t);
	return t ? 0 : -1;
}

/* The last counts, unless several do: see clean_entries_settle. */
static int
add_entry(void *at, const struct option_given *o, struct err *e)
{
	struct layout *l = at;

	(void)e;
	l->entry = o->value;
	names_add(&l->entries, span_str(o->value));
	return 0;
}

static int
set_delimiter(void *at, const struct option_given *o, struct err *e)
{
	struct dialect *d = at;
	const char *s = !strcmp(o->value, "\\t") ? "\t" : o->value;

	if (!*s || strpbrk(s, "\r\n"))
		return err_set(e, ST_FAIL,
		    "a delimiter is at least one byte, "
		    "and no line end");
	d->delimiter = span_str(s);
	return 0;
}

static int
set_quote(void *at, const struct option_given *o, struct err *e)
{
	struct clean *c = at;

	if (strlen(o->value) != 1 || strchr("\r\n", *o->value))
		return err_set(e, ST_FAIL, "a quote is one byte");
	c->layout.dialect.quote = (unsigned char)*o->value;
	c->quote_said = true;
	return 0;
}

static int
set_no_quote(void *at, const struct option_given *o, struct err *e)
{
	struct dialect *d = at;

	(void)o, (void)e;
	d->quote = -1;
	return 0;
}

static int
set_no_trim(void *at, const struct option_given *o, struct err *e)
{
	struct dialect *d = at;

	(void)o, (void)e;
	d->trim = false;
	return 0;
}

static int
set_mark(void *at, const struct option_given *o, struct err *e)
{
	struct dialect *d = at;

	(void)e;
	d->mark = span_str(o->value);
	return 0;
}

static int
set_again(void *at, const struct option_given *o, struct err *e)
{
	struct layout *l = at;

	if (!strcmp(o->value, "page"))
		l->again = AGAIN_PAGE;
	else if (!strcmp(o->value, "section"))
		l->again = AGAIN_SECTION;
	else
		return err_set(e, ST_FAIL,
		    "\"%s\" is neither page nor "
		    "section",
		    o->value);
	return 0;
}

static int
set_after(void *at, const struct option_given *o, struct err *e)
{
	struct layout *l = at;

	if (!strcmp(o->value, "error"))
		l->after = AFTER_ERROR;
	else if (!strcmp(o->value, "rows"))
		l->after = AFTER_ROWS;
	else if (!strcmp(o->value, "ignore"))
		l->after = AFTER_IGNORE;
	else
		return err_set(e, ST_FAIL,
		    "\"%s\" is none of error, rows and ignore", o->value);
	return 0;
}

static int
add_pattern(void *at, const struct option_given *o, struct err *e)
{
	return patterns_add(at, span_str(o->value), e);
}

static int
set_ragged(void *at, const struct option_given *o, struct err *e)
{
	struct layout *l = at;

	if (!strcmp(o->value, "pad"))
		l->pad = true;
	else if (!strcmp(o->value, "cut"))
		l->cut = true;
	else
		return err_set(
		    e, ST_FAIL, "\"%s\" is neither pad nor cut", o->value);
	return 0;
}

static int
add_rule(void *at, const struct option_given *o, struct err *e)
{
	return rules_add(
	    at, (enum rule_kind)o->row->kind, span_str(o->value), e);
}

static int
add_total(void *at, const struct option_given *o, struct err *e)
{
	return total_sources_add(at, span_str(o->value), e);
}

static int
set_decimal(void *at, const struct option_given *o, struct err *e)
{
	return numeral_decimal(at, o->value)
	    ? 0
	    : err_set(e, ST_FAIL, "\"%s\" is no decimal mark", o->value);
}

static int
add_name(void *at, const struct option_given *o, struct err *e)
{
	return rules_rename(at, span_str(o->value), e);
}

/* Where things are in a struct clean; CSV is said by options for separated
 * values. */
enum {
	LAYOUT = offsetof(struct clean, layout),
	DIALECT = offsetof(struct clean, layout.dialect),
	FORMAT = offsetof(struct clean, layout.format),
	RULES = offsetof(struct clean, rules),
	CSV = offsetof(struct clean, csv_said),
	ROW_MAX = offsetof(struct clean, row_max_said),
};

const struct option_row clean_options[] = {
	{ .help = "How the bill is written:\n" },
	{ "format", 0, "NAME", format_rules_kind, .at = FORMAT,
	    .help = "csv, xlsx, json, fixed, mt940, camt, bai2 (csv)" },
	{ "sheet", 0, "NAME|N", option_value_text,
	    .at = offsetof(struct clean, layout.format.sheet),
	    .help = "xlsx: the sheet to read" },
	{ "entry", 0, "PATTERN", add_entry, .at = LAYOUT,
	    .help = "the file to read in a zip archive" },
	{ "entries", 0, "PATTERN", option_value_text,
	    .at = offsetof(struct clean, layout.all_entries),
	    .help = "every file that matches, a bill each" },
	{ "encoding", 0, "NAME", set_encoding, .at = LAYOUT,
	    .help = "iconv's name, or auto (UTF-8)" },
	{ "delimiter", 0, "TEXT", set_delimiter, .at = DIALECT, .said = CSV,
	    .help = "between cells; \\t is TAB (,)" },
	{ "quote", 0, "CHAR", set_quote, .said = CSV,
	    .help = "around cells (\")" },
	{ "no-quote", 0, NULL, set_no_quote, .at = DIALECT, .said = CSV,
	    .help = "quotes are data" },
	{ "stray-quotes", 0, NULL, option_value_flag,
	    .at = offsetof(struct clean, layout.dialect.stray), .said = CSV,
	    .help = "quotes where none may be are data" },
	{ "row-max", 0, "SIZE", option_value_memory,
	    .at = offsetof(struct clean, layout.dialect.row_max),
	    .said = ROW_MAX, .help = "bytes of a row, as 64M (16M)" },
	{ "no-trim", 0, NULL, set_no_trim, .at = DIALECT, .said = CSV,
	    .help = "blanks around an unquoted cell are data" },
	{ "mark", 0, "TEXT", set_mark, .at = DIALECT, .said = CSV,
	    .help = "stands before every value; is taken off" },

	{ .help = "\nWhich lines are what:\n" },
	{ "header", 0, "NAMES", option_value_names,
	    .at = offsetof(struct clean, layout.header), .said = CSV,
	    .help = "the header is the line that has these names" },
	{ "header-again", 0, "WHAT", set_again, .at = LAYOUT, .said = CSV,
	    .help = " one that comes again begins a page or a section" },
	{ "names", 0, "NAMES", option_value_names,
	    .at = offsetof(struct clean, layout.names), .said = CSV,
	    .help = "the bill has no header; these are its columns" },
	{ "expect", 0, "NAMES", option_value_names,
	    .at = offsetof(struct clean, layout.expect),
	    .help = "refuse a bill without these columns" },
	{ "unexpected", 0, "NAMES", option_value_names,
	    .at = offsetof(struct clean, layout.unexpected),
	    .help = "refuse a bill with one of these columns" },
	{ "comment", 0, "PATTERN", add_pattern,
	    .at = offsetof(struct clean, layout.comments), .said = CSV,
	    .help = "lines that are none" },
	{ "trailer", 0, "PATTERN", add_pattern,
	    .at = offsetof(struct clean, layout.trailers), .said = CSV,
	    .help = "the body ends at the line that matches" },
	{ "after-trailer", 0, "WHAT", set_after, .at = LAYOUT, .said = CSV,
	    .help = "error, rows, ignore: a row behind it (error)" },
	{ "ragged", 0, "pad|cut", set_ragged, .at = LAYOUT, .said = CSV,
	    .help = "fill up short rows, drop empty cells of long ones" },

	{ .help = "\nFormats that are not separated values:\n" },
	{ "record", 0, "'ROLE [TEST...]: FIELDS'", format_rules_record,
	    .at = FORMAT, .help = "a type of record of fixed width" },
	{ "record-length", 0, "N", option_value_bytes,
	    .at = offsetof(struct clean, layout.format.fixed.length),
	    .most = FIXED_LENGTH_MAX, .help = "bytes of every record" },
	{ "gap", 0, "N", option_value_bytes,
	    .at = offsetof(struct clean, layout.format.fixed.gap),
	    .most = FIXED_LENGTH_MAX, .help = "blanks between fields (0)" },
	{ "pad", 0, NULL, option_value_flag,
	    .at = offsetof(struct clean, layout.format.fixed.pad),
	    .help = "records may lack the blanks at their end" },
	{ "rows", 0, "POINTER", format_rules_rows,
	    .at = offsetof(struct clean, layout.format.json),
	    .help = "json: what is a row, /data/*" },
	{ "column", 0, "'NAME = POINTER'", format_rules_column,
	    .at = offsetof(struct clean, layout.format.json),
	    .help = "json: a column, from the row on" },
	{ "details", 0, NULL, option_value_flag,
	    .at = offsetof(struct clean, layout.format.details),
	    .help = "camt: a row for each transaction of an entry" },
	{ "turn-reversals", 0, NULL, option_value_flag,
	    .at = offsetof(struct clean, layout.format.turn_reversals),
	    .help = "camt: RvslInd turns the sign round" },
	{ "credit-types", 0, "LIST", format_rules_types, .at = FORMAT,
	    .kind = 'C',
	    .help = "bai2: types that are money in, 720, 740-745" },
	{ "debit-types", 0, "LIST", format_rules_types, .at = FORMAT,
	    .kind = 'D', .help = "bai2: types that are money out" },

	{ .help = "\nWhat becomes of the rows, in the order given:\n" },
	{ "keep", 0, "COND", add_rule, .at = RULES, .kind = RULE_KEEP,
	    .help = "," },
	{ "drop", 0, "COND", add_rule, .at = RULES, .kind = RULE_DROP,
	    .help = "" },
	{ "replace", 0, "'COLUMN ~ PATTERN -> TEXT', 'COLUMN = VALUE -> TEXT'",
	    add_rule, .at = RULES, .kind = RULE_REPLACE, .help = "" },
	{ "set", 0, "'COLUMN = TEXT'", add_rule, .at = RULES, .kind = RULE_SET,
	    .help = "," },
	{ "default", 0, "'COLUMN = TEXT'", add_rule, .at = RULES,
	    .kind = RULE_DEFAULT, .help = "" },
	{ "split", 0, "'COLUMN ~ PATTERN -> NAMES'", add_rule, .at = RULES,
	    .kind = RULE_SPLIT, .help = "," },
	{ "negate", 0, "COLUMN", add_rule, .at = RULES, .kind = RULE_NEGATE,
	    .help = "" },
	{ "check", 0, "'TOTAL = count', 'TOTAL = sum COLUMN'", add_rule,
	    .at = RULES, .kind = RULE_CHECK, .help = "" },

	{ .help = "\nWhat the bill says about itself, for --check:\n" },
	{ "total", 0, "'NAMES ~ PATTERN'", add_total,
	    .at = offsetof(struct clean, layout.totals),
	    .help = "figures on a line that is no row" },
	{ "total", 0, "NAME=POINTER", add_total,
	    .at = offsetof(struct clean, layout.totals),
	    .help = "JSON: a figure, by its place in the document" },
	{ "total", 0, "NAMES", add_total,
	    .at = offsetof(struct clean, layout.totals),
	    .help = "a line that has these; the figures are under it" },
	{ "totals", 0, "FILE", option_value_text,
	    .at = offsetof(struct clean, layout.totals_file),
	    .file = OPTION_FILE_IN, .help = "a file of its own has them" },
	{ "totals-entry", 0, "PATTERN", option_value_text,
	    .at = offsetof(struct clean, layout.totals_entry),
	    .help = "the one to read in a zip archive" },
	{ "decimal", 0, "CHAR", set_decimal,
	    .at = offsetof(struct clean, rules.form),
	    .help = "the decimal mark of the amounts" },
	{ "no-check", 0, NULL, option_value_flag,
	    .at = offsetof(struct clean, layout.format.no_check),
	    .help = "take totals and balances that do not agree" },

	{ .help = "\nWhat goes out:\n" },
	{ "select", 0, "NAMES", option_value_names,
	    .at = offsetof(struct clean, rules.select),
	    .help = "these columns, in this order" },
	{ "rename", 0, "OLD=NEW", add_name, .at = RULES,
	    .help = "call a column something else" },
	{ "source", 0, NULL, option_value_flag,
	    .at = offsetof(struct clean, want_source),
	    .help = "a last column, src, says FILE:LINE of the row" },
	{ 0 },
};

int
clean_take(struct clean *c, const char *key, const char *value, struct err *e)
{
	const struct option_row *o = option_row_find(clean_options, key);

	if (!o || (!o->argument && strcmp(value, "yes")))
		return 0;
	return option_row_set(o, c, value, e);
}
