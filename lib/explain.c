#include "explain.h"

#include <stdlib.h>

#include "bill.h"
#include "proposal.h"
#include "sniff.h"
#include "survey.h"

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
		proposal_header(&b, &s->header);
		r = names_parse(&l->header, buf_span(&b), e);
	} else if (s->kind == FORMAT_CSV) {
		proposal_numbers(&b, s->header.n);
		r = names_parse(&l->names, buf_span(&b), e);
	}
	buf_clear(&b);
	if (r == 0 && s->kind == FORMAT_CSV && s->trailer_line) {
		proposal_trailer(&b, s->trailer);
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
	if (proposal_is_amount(c)) {
		amount_format(c->sum, sum);
		buf_printf(o, "sum %s, ", sum);
	}
	buf_str(o, "like ");
	for (size_t k = 0; k < c->examples.n; k++)
		buf_printf(o, "%s%s", k ? " | " : "",
		    excerpt(c->examples.list[k]).s);
	buf_byte(o, '\n');
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
	proposal_put(o, &x->sniff, &x->columns, &x->survey,
	    x->bad && strstr(x->why.text, ": a quote where none may be"));
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
