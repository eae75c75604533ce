#include "clean/clean_options.h"

#include <strings.h>

#include "text/transcode.h"

void
clean_init(struct clean *c)
{
	c->layout.encoding = "UTF-8";
	c->layout.dialect = (struct dialect){
		.delimiter = SPAN(","), .quote = '"', .trim = true
	};
}

static int
set_encoding(struct layout *l, const char *name, struct err *e)
{
	struct transcoder *t;

	l->encoding = name;
	if (!strcasecmp(name, "auto"))
		return 0;
	t = transcoder_open(name, e);
	transcoder_close(t);
	return t ? 0 : -1;
}

static int
set_delimiter(struct dialect *d, const char *text, struct err *e)
{
	const char *s = !strcmp(text, "\\t") ? "\t" : text;

	if (!*s || strpbrk(s, "\r\n"))
		return err_set(e, ST_FAIL,
		    "a delimiter is at least one byte, "
		    "and no line end");
	d->delimiter = span_str(s);
	return 0;
}

static int
set_quote(struct clean *c, const char *text, struct err *e)
{
	if (strlen(text) != 1 || strchr("\r\n", *text))
		return err_set(e, ST_FAIL, "a quote is one byte");
	c->layout.dialect.quote = (unsigned char)*text;
	c->quote_said = true;
	return 0;
}

static int
set_ragged(struct layout *l, const char *how, struct err *e)
{
	if (!strcmp(how, "pad"))
		l->pad = true;
	else if (!strcmp(how, "cut"))
		l->cut = true;
	else
		return err_set(
		    e, ST_FAIL, "\"%s\" is neither pad nor cut", how);
	return 0;
}

static int
set_again(struct layout *l, const char *what, struct err *e)
{
	if (!strcmp(what, "page"))
		l->again = AGAIN_PAGE;
	else if (!strcmp(what, "section"))
		l->again = AGAIN_SECTION;
	else
		return err_set(e, ST_FAIL,
		    "\"%s\" is neither page nor "
		    "section",
		    what);
	return 0;
}

static const char *
layout_word(enum clean_option o)
{
	static const char *const words[] = { "--delimiter", "--quote",
		"--no-quote", "--stray-quotes", "--no-trim", "--mark",
		"--header", "--header-again", "--names", "--comment",
		"--trailer", "--ragged" };

	return words[o - CLEAN_DELIMITER];
}

/* How separated values are laid out. */
static int
set_layout(
    struct clean *c, enum clean_option o, const char *value, struct err *e)
{
	struct layout *l = &c->layout;
	struct span text = span_str(value ? value : "");

	c->csv_said = layout_word(o);
	switch (o) {
	case CLEAN_DELIMITER:
		return set_delimiter(&l->dialect, value, e);
	case CLEAN_QUOTE:
		return set_quote(c, value, e);
	case CLEAN_NO_QUOTE:
		l->dialect.quote = -1;
		return 0;
	case CLEAN_STRAY_QUOTES:
		l->dialect.stray = true;
		return 0;
	case CLEAN_NO_TRIM:
		l->dialect.trim = false;
		return 0;
	case CLEAN_MARK:
		l->dialect.mark = text;
		return 0;
	case CLEAN_HEADER:
		return names_parse(&l->header, text, e);
	case CLEAN_HEADER_AGAIN:
		return set_again(l, value, e);
	case CLEAN_NAMES:
		return names_parse(&l->names, text, e);
	case CLEAN_COMMENT:
		return patterns_add(&l->comments, text, e);
	case CLEAN_TRAILER:
		return patterns_add(&l->trailers, text, e);
	default:
		return set_ragged(l, value, e);
	}
}

/* What the bill says about itself, and where bills are in their files. */
static int
set_source(
    struct clean *c, enum clean_option o, const char *value, struct err *e)
{
	struct layout *l = &c->layout;

	switch (o) {
	case CLEAN_ENCODING:
		return set_encoding(l, value, e);
	case CLEAN_ENTRY:
		l->entry = value;
		return 0;
	case CLEAN_EXPECT:
		return names_parse(&l->expect, span_str(value), e);
	case CLEAN_TOTAL:
		return total_sources_add(&l->totals, span_str(value), e);
	case CLEAN_TOTALS:
		l->totals_file = value;
		return 0;
	case CLEAN_TOTALS_ENTRY:
		l->totals_entry = value;
		return 0;
	default:
		return numeral_decimal(&c->rules.form, value)
		    ? 0
		    : err_set(e, ST_FAIL, "\"%s\" is no decimal mark", value);
	}
}

static int
set_rule(struct clean *c, enum clean_option o, struct span text, struct err *e)
{
	static const enum rule_kind kinds[] = {
		[CLEAN_KEEP - CLEAN_KEEP] = RULE_KEEP,
		[CLEAN_DROP - CLEAN_KEEP] = RULE_DROP,
		[CLEAN_REPLACE - CLEAN_KEEP] = RULE_REPLACE,
		[CLEAN_SET - CLEAN_KEEP] = RULE_SET,
		[CLEAN_DEFAULT - CLEAN_KEEP] = RULE_DEFAULT,
		[CLEAN_SPLIT - CLEAN_KEEP] = RULE_SPLIT,
		[CLEAN_NEGATE - CLEAN_KEEP] = RULE_NEGATE,
		[CLEAN_CHECK - CLEAN_KEEP] = RULE_CHECK,
	};

	return rules_add(&c->rules, kinds[o - CLEAN_KEEP], text, e);
}

/* The words format_rules_set knows. */
static const char *
format_word(enum clean_option o)
{
	switch (o) {
	case CLEAN_FORMAT:
		return "format";
	case CLEAN_RECORD:
		return "record";
	case CLEAN_RECORD_LENGTH:
		return "record-length";
	case CLEAN_GAP:
		return "gap";
	case CLEAN_DETAILS:
		return "details";
	case CLEAN_TURN_REVERSALS:
		return "turn-reversals";
	default:
		return "no-check";
	}
}

int
clean_set(
    struct clean *c, enum clean_option o, const char *value, struct err *e)
{
	switch (o) {
	case CLEAN_FORMAT:
	case CLEAN_RECORD:
	case CLEAN_RECORD_LENGTH:
	case CLEAN_GAP:
	case CLEAN_DETAILS:
	case CLEAN_TURN_REVERSALS:
	case CLEAN_NO_CHECK:
		return format_rules_set(
		    &c->layout.format, format_word(o), value, e);
	case CLEAN_SELECT:
		return names_parse(&c->rules.select, span_str(value), e);
	case CLEAN_RENAME:
		return rules_rename(&c->rules, span_str(value), e);
	case CLEAN_SEEN:
		c->seen.path = value;
		c->layout.want_digest = true;
		return 0;
	case CLEAN_AGAIN:
		c->seen.again = true;
		return 0;
	case CLEAN_SOURCE:
		c->want_source = true;
		return 0;
	default:
		break;
	}
	if (o >= CLEAN_DELIMITER && o <= CLEAN_RAGGED)
		return set_layout(c, o, value, e);
	if (o >= CLEAN_KEEP && o <= CLEAN_CHECK)
		return set_rule(c, o, span_str(value), e);
	return set_source(c, o, value, e);
}

/* Statements check themselves. */
static bool
is_checked(const struct clean *c)
{
	enum format_kind kind = c->layout.format.kind;

	return !c->layout.format.no_check &&
	    (rules_checks(&c->rules) ||
		(kind != FORMAT_CSV && kind != FORMAT_FIXED));
}

int
clean_settle(struct clean *c, bool require_total, struct err *e)
{
	struct layout *l = &c->layout;

	if (format_rules_finish(&l->format, e))
		return -1;
	if (l->format.kind != FORMAT_CSV && c->csv_said)
		return err_set(e, ST_FAIL,
		    "%s is for separated values "
		    "(--format csv)",
		    c->csv_said);
	if (l->dialect.delimiter.len > 1 || l->dialect.mark.len) {
		if (c->quote_said)
			return err_set(e, ST_FAIL,
			    "--quote does not go with "
			    "--mark or a delimiter of several bytes");
		l->dialect.quote = -1;
	}
	if (l->dialect.quote == (unsigned char)l->dialect.delimiter.p[0])
		return err_set(e, ST_FAIL, "quote and delimiter are the same");
	if (l->names.n && l->header.n)
		return err_set(e, ST_FAIL,
		    "--header is for bills that have "
		    "one, --names for those that have none");
	if (l->again != AGAIN_ROW && l->header.n == 0)
		return err_set(e, ST_FAIL,
		    "--header-again looks for the "
		    "names of --header");
	if (l->again == AGAIN_SECTION && l->totals_file)
		return err_set(e, ST_FAIL,
		    "--totals has the figures of a "
		    "whole bill, --header-again section checks each section");
	if (c->seen.again && !c->seen.path)
		return err_set(
		    e, ST_FAIL, "--again is for bills that --seen knows");
	if (require_total && !is_checked(c))
		return err_set(e, ST_FAIL,
		    "--require-total: nothing checks "
		    "the bill's own totals (--check)");
	return 0;
}
