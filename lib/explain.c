#include "explain.h"

#include <stdlib.h>

#include "bill.h"
#include "sniff.h"
#include "survey.h"

enum { HEADER_NAMES = 4 }; /* that a profile asks for */

struct explained {
	const char *name;
	struct sniff sniff;
	struct layout layout;
	struct names columns;
	struct survey survey;
	uint64_t bad;      /* rows that do not fit */
	struct err why;    /* of the first of them, or of the end */
	bool failed;       /* the bill cannot be read to its end */
};

/* A name as lists of names have it. */
static void
put_name(struct buf *b, struct span name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.p[i] == ',' || name.p[i] == '\\')
			buf_byte(b, '\\');
		buf_byte(b, name.p[i]);
	}
}

/* The first names of the header that say something, as a list. */
static void
put_header(struct buf *b, const struct names *header)
{
	size_t n = 0;

	for (size_t i = 0; i < header->n && n < HEADER_NAMES; i++) {
		struct span name = header->list[i];

		if (name.len == 0 || (size_t)names_find(header, name) != i)
			continue;
		if (n++)
			buf_str(b, ", ");
		put_name(b, name);
	}
}

/* column1, column2, ... for a bill without a header. */
static void
put_numbered(struct buf *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%scolumn%zu", i ? ", " : "", i + 1);
}

/* What the trailer begins with, as a pattern. */
static void
put_trailer(struct buf *b, struct span line)
{
	size_t n = 0;
	bool quoted = line.len && line.p[0] == '"';

	line.p += quoted;
	line.len -= quoted;
	while (n < line.len && n < 24 && (unsigned char)line.p[n] >= ' ' &&
	    !strchr("0123456789,;\t\"", line.p[n]))
		n++;
	while (n < line.len && ((unsigned char)line.p[n] & 0xc0) == 0x80)
		n++; /* a whole character */
	if (n == 0) {
		buf_str(b, "^\"?[0-9,;]"); /* the best there is */
		return;
	}
	buf_str(b, quoted ? "^\"?" : "^");
	for (size_t i = 0; i < n; i++) {
		if (strchr("\\^$.[]|()?*+{}-#", line.p[i]))
			buf_byte(b, '\\');
		buf_byte(b, line.p[i]);
	}
}

static int
set_layout(struct explained *x, const char *entry, struct err *e)
{
	struct sniff *s = &x->sniff;
	struct layout *l = &x->layout;
	struct buf b = { 0 };
	int r = 0;

	l->encoding = s->encoding;
	l->entry = entry;
	l->format.kind = s->kind;
	l->dialect = (struct dialect){ .delimiter = span_str(s->delimiter),
		.quote = s->marked ? -1 : '"', .trim = true };
	if (s->marked)
		l->dialect.mark = SPAN("`");
	l->cut = s->wider;
	if (s->kind == FORMAT_FIXED) {
		buf_printf(&b, "row: line %zu", s->record_length);
		r = fixed_add(&l->format.fixed, buf_span(&b), e);
	} else if (s->kind == FORMAT_CSV && s->has_header) {
		put_header(&b, &s->header);
		r = names_parse(&l->header, buf_span(&b), e);
	} else if (s->kind == FORMAT_CSV) {
		put_numbered(&b, s->header.n);
		r = names_parse(&l->names, buf_span(&b), e);
	}
	buf_clear(&b);
	if (r == 0 && s->kind == FORMAT_CSV && s->trailer_line) {
		put_trailer(&b, s->trailer);
		r = patterns_add(&l->trailers, buf_span(&b), e);
	}
	buf_free(&b);
	return r;
}

static void
read_rows(struct explained *x, struct bill *b)
{
	struct row row;
	struct err e;
	enum row_outcome r;

	while ((r = bill_header(b, &row, &e)) == ROW_BAD)
		;
	for (size_t i = 0; i < b->columns.n; i++)
		names_add(&x->columns, b->columns.list[i]);
	survey_init(&x->survey, x->columns.n);
	if (r == ROW_OK)
		while ((r = bill_next(b, &row, &e)) > ROW_END) {
			if (r == ROW_OK) {
				survey_row(&x->survey, &row);
			} else if (x->bad++ == 0) {
				x->why = e;
				err_at(&x->why, x->name, row.line);
			}
		}
	x->failed = r == ROW_ERROR;
	if (x->failed)
		x->why = e;
}

static void
tell_file(const struct explained *x, struct buf *o)
{
	static const char *const kinds[] = { "separated values",
		"records of fixed width", "MT940", "CAMT", "BAI2" };
	const struct sniff *s = &x->sniff;

	buf_printf(o, "%s\n", x->name);
	if (s->packed)
		buf_printf(o, "  packed      %s\n", s->packed);
	if (s->is_part)
		buf_printf(o, "  looked at   the first %d MB\n",
		    SNIFF_MAX >> 20);
	buf_printf(o, "  encoding    %s\n", s->encoding);
	buf_printf(o, "  line ends   %ju CR LF, %ju LF, %ju CR%s\n",
	    (uintmax_t)s->crlf, (uintmax_t)s->lf, (uintmax_t)s->cr,
	    s->unended ? ", none at the end" : "");
	buf_printf(o, "  format      %s", kinds[s->kind]);
	if (s->kind == FORMAT_FIXED)
		buf_printf(o, " of %zu bytes", s->record_length);
	buf_byte(o, '\n');
}

static void
tell_layout(const struct explained *x, struct buf *o)
{
	const struct sniff *s = &x->sniff;

	buf_printf(o, "  delimiter   %s%s\n", s->delimiter[0] == '\t' ?
	    "TAB" : s->delimiter, s->marked ? " and ` before every value" :
	    "");
	if (s->has_header)
		buf_printf(o, "  header      line %ju, %zu columns\n",
		    (uintmax_t)s->header_line, s->header.n);
	else
		buf_printf(o, "  header      none; rows begin in line %ju\n",
		    (uintmax_t)s->header_line);
	if (s->header_line > 1)
		buf_printf(o, "  before it   %ju lines\n",
		    (uintmax_t)s->header_line - 1);
	if (s->trailer_line)
		buf_printf(o, "  trailer     line %ju: %s\n",
		    (uintmax_t)s->trailer_line, excerpt(s->trailer).s);
}

static void
tell_rows(const struct explained *x, struct buf *o)
{
	buf_printf(o, "  rows        %ju", (uintmax_t)x->survey.rows);
	if (x->bad)
		buf_printf(o, ", and %ju that do not fit; the first:\n"
		    "              %s", (uintmax_t)x->bad, x->why.text);
	if (x->failed)
		buf_printf(o, ", and then:\n              %s", x->why.text);
	buf_str(o, "\n\n");
}

/* Money has decimals, at least in one of the examples. */
static bool
is_amount(struct explained *x, size_t i)
{
	const struct survey_column *c = &x->survey.columns[i];

	if (!c->filled || !c->amounts || c->dates)
		return false;
	for (size_t k = 0; k < c->examples.n; k++)
		if (memchr(c->examples.list[k].p, '.',
		    c->examples.list[k].len) ||
		    memchr(c->examples.list[k].p, ',',
		    c->examples.list[k].len))
			return true;
	return false;
}

static void
tell_column(struct explained *x, size_t i, struct buf *o)
{
	struct survey_column *c = &x->survey.columns[i];
	char sum[AMOUNT_TEXT_CAP];

	buf_printf(o, "  %s: ", excerpt(x->columns.list[i]).s);
	if (c->filled == 0) {
		buf_str(o, "always empty\n");
		return;
	}
	if (c->filled != x->survey.rows)
		buf_printf(o, "%ju filled, ", (uintmax_t)c->filled);
	if (survey_distinct(&x->survey, i) && x->survey.rows > 1)
		buf_str(o, "all different, ");
	if (c->dates)
		buf_str(o, "dates, ");
	if (is_amount(x, i)) {
		amount_format(c->sum, sum);
		buf_printf(o, "sum %s, ", sum);
	}
	buf_str(o, "like ");
	for (size_t k = 0; k < c->examples.n; k++)
		buf_printf(o, "%s%s", k ? " | " : "",
		    excerpt(c->examples.list[k]).s);
	buf_byte(o, '\n');
}

/* The first column that is all of a kind; -1. */
static int
find_column(const struct explained *x, bool (*is)(struct explained *,
    size_t))
{
	for (size_t i = 0; i < x->columns.n; i++)
		if (is((struct explained *)x, i))
			return (int)i;
	return -1;
}

/* Different in every row, of six bytes or more, in one word. */
static bool
is_key(struct explained *x, size_t i)
{
	const struct survey_column *c = &x->survey.columns[i];
	struct span s;

	if (c->dates || !survey_distinct(&x->survey, i))
		return false;
	s = c->examples.list[0];
	return s.len >= 6 && !memchr(s.p, '.', s.len) &&
	    !memchr(s.p, ' ', s.len) && !memchr(s.p, '\n', s.len);
}

static bool
is_time(struct explained *x, size_t i)
{
	return x->survey.columns[i].filled && x->survey.columns[i].dates;
}

static bool
is_currency(struct explained *x, size_t i)
{
	return x->survey.columns[i].filled && x->survey.columns[i].codes;
}

/* "amount = NAME", or as a comment what is to be filled in. */
static void
put_guess(const struct explained *x, const char *key, int column,
    const char *otherwise, struct buf *o)
{
	if (column < 0) {
		buf_printf(o, "# %s = %s\n", key, otherwise);
		return;
	}
	buf_printf(o, "%s = ", key);
	put_name(o, x->columns.list[column]);
	buf_byte(o, '\n');
}

static void
put_clean(const struct explained *x, struct buf *o)
{
	static const char *const formats[] = { "csv", "fixed", "mt940",
		"camt", "bai2" };
	const struct sniff *s = &x->sniff;

	buf_str(o, "[recon-clean]\n");
	if (s->kind != FORMAT_CSV)
		buf_printf(o, "format = %s\n", formats[s->kind]);
	if (s->kind == FORMAT_FIXED)
		buf_printf(o, "record-length = %zu\n# record = row: name "
		    "1-10, amount 11-20\n", s->record_length);
	if (strcmp(s->encoding, "UTF-8") && s->kind != FORMAT_CAMT)
		buf_printf(o, "encoding = %s\n", s->encoding);
	if (s->kind != FORMAT_CSV)
		return;
	if (s->delimiter[0] != ',')
		buf_printf(o, "delimiter = %s\n", s->delimiter[0] == '\t' ?
		    "\\t" : s->delimiter);
	if (s->marked)
		buf_str(o, "mark = `\n");
	buf_str(o, s->has_header ? "header = " : "names = ");
	if (s->has_header)
		put_header(o, &s->header);
	else
		put_numbered(o, s->header.n);
	buf_byte(o, '\n');
	if (s->wider)
		buf_str(o, "ragged = cut\n");
	if (x->bad && strstr(x->why.text, ": a quote where none may be"))
		buf_str(o, "# stray-quotes = yes\n");
	if (s->trailer_line) {
		buf_str(o, "trailer = ");
		put_trailer(o, s->trailer);
		buf_str(o, "\n# total = NAME ~ PATTERN\n# check = NAME = "
		    "count\n");
	}
}

static void
put_profile(const struct explained *x, struct buf *o)
{
	buf_str(o, "\n# A profile to start from. Whether the guesses are "
	    "right, only you can tell.\n");
	put_clean(x, o);
	buf_str(o, "\n[recon-key]\n");
	put_guess(x, "key", find_column(x, is_key), "the columns that tell a "
	    "payment from all others", o);
	put_guess(x, "amount", find_column(x, is_amount), "a column, or two: "
	    "in, -out", o);
	put_guess(x, "currency", find_column(x, is_currency), "EUR", o);
	put_guess(x, "time", find_column(x, is_time), "a column, or -d on "
	    "the command line", o);
	buf_str(o, "side = R\n");
}

static int
explain(struct explained *x, const char *entry, struct buf *o,
    struct err *e)
{
	struct bill b;

	if (sniff_file(&x->sniff, x->name, entry, e) ||
	    set_layout(x, entry, e) ||
	    bill_open(&b, &x->layout, x->name, e))
		return -1;
	read_rows(x, &b);
	bill_close(&b);
	tell_file(x, o);
	if (x->sniff.kind == FORMAT_CSV)
		tell_layout(x, o);
	tell_rows(x, o);
	for (size_t i = 0; i < x->columns.n; i++)
		tell_column(x, i, o);
	put_profile(x, o);
	return 0;
}

int
explain_bill(const char *name, const char *entry, struct buf *out,
    struct err *e)
{
	struct explained x = { .name = name };
	int r = explain(&x, entry, out, e);

	survey_free(&x.survey);
	names_free(&x.columns);
	layout_free(&x.layout);
	sniff_free(&x.sniff);
	return r;
}
