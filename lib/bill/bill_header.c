#define _GNU_SOURCE /* memmem */
#include "bill/bill.h"

#include "base/buf.h"
#include "bill/column_names.h"

static int
fail(const struct bill *b, uint64_t line, struct err *e)
{
	return err_at(e, b->in.name, line);
}

static bool
has_name(const struct row *row, struct span name)
{
	for (size_t i = 0; i < row->n; i++)
		if (names_alike(span_trim(row->cells[i]), name))
			return true;
	return false;
}

bool
bill_is_header(const struct bill *b, const struct row *row)
{
	const struct names *header = &b->layout->header;

	for (size_t i = 0; i < header->n; i++)
		if (!has_name(row, header->list[i]))
			return false;
	return true;
}

void
bill_before(const struct bill *b, struct err *e)
{
	struct buf text = { 0 }, before = { 0 };

	if (b->before.n == 0)
		return;
	buf_str(&text, e->text);
	names_join(&before, &b->before);
	err_set(e, e->status, "%.*s; those of the header before it: %s",
	    (int)(text.len < ERR_CAP / 2 ? text.len : ERR_CAP / 2), text.p,
	    excerpt(buf_span(&before)).s);
	buf_free(&text);
	buf_free(&before);
}

/* The columns that tell that this is a bill of another kind. */
static int
check_unexpected(const struct bill *b, uint64_t line, struct err *e)
{
	const struct names *not = &b->layout->unexpected;

	for (size_t i = 0; i < not ->n; i++) {
		if (names_seek(&b->columns, not ->list[i]) < 0)
			continue;
		err_set(e, ST_DATA,
		    "the bill has a column %s: it is one of another kind "
		    "(--unexpected)",
		    excerpt(not ->list[i]).s);
		return fail(b, line, e);
	}
	return 0;
}

/* "no column A, B; the header is: X, Y" */
static int
check_expected(const struct bill *b, uint64_t line, struct err *e)
{
	const struct names *expect = &b->layout->expect;
	struct names missing = { 0 };
	struct buf m = { 0 }, seen = { 0 };

	for (size_t i = 0; i < expect->n; i++)
		if (names_seek(&b->columns, expect->list[i]) < 0)
			names_add(&missing, expect->list[i]);
	if (missing.n == 0)
		return check_unexpected(b, line, e);
	names_join(&m, &missing);
	names_join(&seen, &b->columns);
	err_set(e, ST_DATA,
	    "the bill has no column %s; its columns are: "
	    "%.*s",
	    excerpt(buf_span(&m)).s,
	    (int)(seen.len < ERR_CAP / 2 ? seen.len : ERR_CAP / 2), seen.p);
	names_free(&missing);
	buf_free(&m);
	buf_free(&seen);
	bill_before(b, e);
	return fail(b, line, e);
}

static enum row_outcome
take_header(struct bill *b, const struct row *row, struct err *e)
{
	struct column_names names = { .names = &b->columns };

	if (row->n > BILL_COLUMNS_MAX) {
		err_set(e, ST_DATA, "a header of %zu columns, more than %d",
		    row->n, BILL_COLUMNS_MAX);
		fail(b, row->line, e);
		return ROW_ERROR;
	}
	for (size_t i = 0; i < row->n; i++)
		column_names_add(&names, span_trim(row->cells[i]));
	column_names_free(&names);
	if (b->headed && b->layout->again == AGAIN_PAGE)
		b->again++;
	else
		b->header_rows++;
	if (!b->headed && b->layout->again == AGAIN_SECTION)
		stated_figures_ahead(&b->totals);
	b->header_line = row->line;
	b->headed = true;
	return check_expected(b, row->line, e) ? ROW_ERROR : ROW_OK;
}

/* How many names of the header stand on the line, for the message where no line
 * has them all. */
static size_t
names_on(const struct names *header, struct span line)
{
	size_t n = 0;

	for (size_t i = 0; i < header->n; i++)
		n += memmem(line.p, line.len, header->list[i].p,
			 header->list[i].len) != NULL;
	return n;
}

/* The line that has most names of the header, for the message. */
struct nearest_line {
	struct buf text;
	size_t names; /* names of the header that stand on it */
	uint64_t line;
};

static void
remember(struct nearest_line *near, const struct names *header,
    struct span line, uint64_t number)
{
	size_t n = names_on(header, line);

	if (line.len == 0 || (near->line && n <= near->names))
		return;
	near->names = n;
	near->line = number;
	buf_clear(&near->text);
	buf_add(&near->text, line);
}

static int
no_header(const struct bill *b, const struct nearest_line *near, struct err *e)
{
	struct buf want = { 0 };

	names_join(&want, &b->layout->header);
	err_set(e, ST_DATA,
	    "no line has the columns %s; the nearest, line "
	    "%ju, is: %s",
	    excerpt(buf_span(&want)).s, (uintmax_t)near->line,
	    excerpt(buf_span(&near->text)).s);
	buf_free(&want);
	return fail(b, 0, e);
}

/* True if a header may begin on this line. A cell with line ends in it spreads
 * the names over several lines. */
static bool
may_be_header(const struct layout *l, struct span line)
{
	return l->header.n == 0 || names_on(&l->header, line) ||
	    (l->dialect.quote >= 0 &&
		memchr(line.p, l->dialect.quote, line.len));
}

/* ROW_OK where the line is the header, ROW_END where it is not: then it is read
 * again as a line, so that a stray quote in the junk before the header cannot
 * swallow the header. */
static enum row_outcome
try_header(struct bill *b, struct span line, struct row *row, struct err *e)
{
	enum row_outcome r;

	if (!may_be_header(b->layout, line))
		return ROW_END;
	r = csv_next(&b->split, row, e);
	if (r == ROW_ERROR)
		return r;
	if (r == ROW_OK && !row->blank && bill_is_header(b, row))
		return take_header(b, row, e);
	if (r == ROW_BAD && b->layout->header.n == 0) {
		/* the header cannot be read: any column would be a guess */
		fail(b, row->line, e);
		return ROW_ERROR;
	}
	csv_again(&b->split);
	return ROW_END;
}

int
bill_at_header(struct bill *b, struct span line, struct err *e)
{
	struct row row;
	enum row_outcome r;
	int comment = patterns_match(&b->layout->comments, line, e);

	if (comment < 0)
		return fail(b, b->split.line, e);
	if (comment || !may_be_header(b->layout, line))
		return 0;
	r = csv_next(&b->split, &row, e);
	if (r == ROW_ERROR)
		return -1;
	csv_again(&b->split);
	return r == ROW_OK && bill_is_header(b, &row);
}

/* Reads lines up to the header. ROW_OK where it was found, ROW_END at the end
 * of the bill. */
static enum row_outcome
seek_header(
    struct bill *b, struct row *row, struct nearest_line *near, struct err *e)
{
	struct span line;
	bool bad;
	int r;

	while ((r = csv_line(&b->split, &line, &bad, e)) == 1) {
		enum row_outcome o;

		if (bad) {
			o = csv_next(&b->split, row, e);
			if (o == ROW_BAD && b->layout->header.n == 0) {
				fail(b, row->line, e);
				o = ROW_ERROR;
			}
			b->preamble++;
			return o;
		}
		r = patterns_match(&b->layout->comments, line, e);
		if (r < 0) {
			fail(b, b->split.line, e);
			return ROW_ERROR;
		}
		o = r ? ROW_END : try_header(b, line, row, e);
		if (o != ROW_END)
			return o;
		if (csv_line(&b->split, &line, &bad, e) < 0 ||
		    bill_totals_line(b, line, b->split.line, e) < 0)
			return ROW_ERROR;
		remember(near, &b->layout->header, line, b->split.line);
		if (csv_skip(&b->split, line, e))
			return ROW_ERROR;
		b->preamble++;
	}
	return r < 0 ? ROW_ERROR : ROW_END;
}

/* Forgets the columns and figures of the section or page before. */
static void
begin_again(struct bill *b)
{
	b->more = b->over = false;
	names_free(&b->before);
	b->before = b->columns;
	b->columns = (struct names){ .n = 0 };
	if (b->layout->again == AGAIN_SECTION)
		stated_figures_next(&b->totals);
}

/* The columns of a format are known without a header. */
static enum row_outcome
format_header(struct bill *b, struct err *e)
{
	struct column_names names = { .names = &b->columns };

	for (size_t i = 0; i < format_columns(b->format); i++)
		column_names_add(&names, format_column(b->format, i));
	column_names_free(&names);
	b->headed = true;
	return check_expected(b, 0, e) ? ROW_ERROR : ROW_OK;
}

enum row_outcome
bill_header(struct bill *b, struct row *row, struct err *e)
{
	struct nearest_line near = { .line = 0 };
	enum row_outcome r;

	if (b->format)
		return format_header(b, e);
	if (b->layout->names.n) {
		struct column_names names = { .names = &b->columns };

		for (size_t i = 0; i < b->layout->names.n; i++)
			column_names_add(&names, b->layout->names.list[i]);
		column_names_free(&names);
		b->headed = true;
		return check_expected(b, 0, e) ? ROW_ERROR : ROW_OK;
	}
	if (b->more)
		begin_again(b);
	r = seek_header(b, row, &near, e);
	if (r == ROW_END && b->split.rows == 0) {
		r = bill_empty(b, e);
	} else if (r == ROW_END) {
		if (b->layout->header.n)
			no_header(b, &near, e);
		else
			fail(b, 0,
			    (err_set(e, ST_DATA,
				 "has no header, only "
				 "blank lines and comments"),
				e));
		r = ROW_ERROR;
	}
	buf_free(&near.text);
	return r;
}
