#define _GNU_SOURCE /* memmem */
#include "bill.h"

#include <stdlib.h>

#include "buf.h"
#include "lines.h"
#include "mem.h"
#include "unpack.h"

int
patterns_add(struct patterns *p, struct span text, struct err *e)
{
	p->list = mem_grow(p->list, &p->cap, p->n + 1, sizeof *p->list);
	if (pattern_open(&p->list[p->n], text, e))
		return -1;
	p->n++;
	return 0;
}

int
patterns_match(struct patterns *p, struct span line, struct err *e)
{
	int r = 0;

	for (size_t i = 0; i < p->n && r == 0; i++)
		r = pattern_match(&p->list[i], line, e);
	return r;
}

static void
patterns_free(struct patterns *p)
{
	for (size_t i = 0; i < p->n; i++)
		pattern_close(&p->list[i]);
	free(p->list);
}

void
layout_free(struct layout *l)
{
	names_free(&l->header);
	names_free(&l->names);
	names_free(&l->expect);
	patterns_free(&l->comments);
	patterns_free(&l->trailers);
	total_sources_free(&l->totals);
	fixed_free(&l->format.fixed);
}

/* A line that is no row may tell figures. */
static int
take_totals(struct bill *b, struct span line, uint64_t number,
    struct err *e)
{
	const struct layout *l = b->layout;

	if (totals_line(&b->totals, &l->totals, line, l->dialect.delimiter,
	    l->dialect.mark, e))
		return err_at(e, b->in.name, number);
	return 0;
}

/* The file beside the bill that has its totals. */
static int
read_totals(struct bill *b, struct err *e)
{
	const struct layout *l = b->layout;
	struct lines lines;
	struct input in;
	struct span line;
	int r;

	if (input_open(&in, l->totals_file, e))
		return -1;
	if (unpack_cover(&in, l->totals_entry, e) ||
	    !decode_cover(&in, l->encoding, false, e)) {
		input_close(&in);
		return -1;
	}
	lines_over(&lines, &in);
	while ((r = lines_next(&lines, &line, e)) == 1) {
		if (line.len && line.p[line.len - 1] == '\r')
			line.len--;
		if (totals_line(&b->totals, &l->totals, line,
		    l->dialect.delimiter, l->dialect.mark, e)) {
			r = err_at(e, lines_name(&lines), lines.count);
			break;
		}
	}
	lines_close(&lines);
	return r;
}

/* A format takes the input over; its name stays for messages, and how many
 * of its bytes were looked at: none only where it has none. */
static int
open_format(struct bill *b, struct err *e)
{
	const char *name = b->in.name;
	uint64_t bytes = b->in.bytes;

	b->format = format_open(&b->layout->format, b->layout->encoding,
	    &b->in, &b->totals, e);
	b->in.name = name;
	b->in.bytes = bytes;
	return b->format ? 0 : -1;
}

int
bill_open(struct bill *b, struct layout *l, const char *name, struct err *e)
{
	struct span head;

	*b = (struct bill){ .layout = l };
	if (l->totals_file && read_totals(b, e))
		return -1;
	if (input_open(&b->in, name, e))
		return -1;
	if (input_peek(&b->in, 1, &head, e) ||
	    unpack_cover(&b->in, l->entry, e)) {
		input_close(&b->in);
		return -1;
	}
	b->nothing = head.len == 0;
	if (l->want_digest)
		b->digest = digest_cover(&b->in);
	if (l->format.kind != FORMAT_CSV)
		return open_format(b, e);
	b->decode = decode_cover(&b->in, l->encoding, true, e);
	if (!b->decode) {
		input_close(&b->in);
		return -1;
	}
	split_open(&b->split, &b->in, b->decode, &l->dialect);
	return 0;
}

static int
fail(const struct bill *b, uint64_t line, struct err *e)
{
	return err_at(e, b->in.name, line);
}

/* A name that is there already gets _2, _3, ... behind it; a column without
 * one is called by its place. */
static void
add_column(struct names *columns, struct span name)
{
	struct buf b = { 0 };

	if (name.len == 0)
		buf_printf(&b, "column%zu", columns->n + 1);
	else
		buf_add(&b, name);
	for (size_t i = 2, len = b.len;
	    names_find(columns, buf_span(&b)) >= 0; i++) {
		b.len = len;
		buf_printf(&b, "_%zu", i);
	}
	names_add(columns, buf_span(&b));
	buf_free(&b);
}

static bool
has_name(const struct row *row, struct span name)
{
	for (size_t i = 0; i < row->n; i++)
		if (span_eq(span_trim(row->cells[i]), name))
			return true;
	return false;
}

static bool
is_header(const struct names *header, const struct row *row)
{
	for (size_t i = 0; i < header->n; i++)
		if (!has_name(row, header->list[i]))
			return false;
	return true;
}

/* "no column A, B; the header is: X, Y" */
static int
check_expected(const struct bill *b, uint64_t line, struct err *e)
{
	const struct names *expect = &b->layout->expect;
	struct names missing = { 0 };
	struct buf m = { 0 }, seen = { 0 };

	for (size_t i = 0; i < expect->n; i++)
		if (names_find(&b->columns, expect->list[i]) < 0)
			names_add(&missing, expect->list[i]);
	if (missing.n == 0)
		return 0;
	names_join(&m, &missing);
	names_join(&seen, &b->columns);
	err_set(e, ST_DATA, "the bill has no column %s; its columns are: "
	    "%.*s", excerpt(buf_span(&m)).s, (int)(seen.len < ERR_CAP / 2
	    ? seen.len : ERR_CAP / 2), seen.p);
	names_free(&missing);
	buf_free(&m);
	buf_free(&seen);
	return fail(b, line, e);
}

static enum row_outcome
take_header(struct bill *b, const struct row *row, struct err *e)
{
	for (size_t i = 0; i < row->n; i++)
		add_column(&b->columns, span_trim(row->cells[i]));
	b->header_rows = 1;
	b->headed = true;
	return check_expected(b, row->line, e) ? ROW_ERROR : ROW_OK;
}

/* How many of the names stand on the line: finds the header that nearly is
 * one, for the message. */
static size_t
names_on(const struct names *header, struct span line)
{
	size_t n = 0;

	for (size_t i = 0; i < header->n; i++)
		n += memmem(line.p, line.len, header->list[i].p,
		    header->list[i].len) != NULL;
	return n;
}

struct nearest {
	struct buf text;
	size_t names; /* that stand on it */
	uint64_t line;
};

static void
remember(struct nearest *near, const struct names *header, struct span line,
    uint64_t number)
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
no_header(const struct bill *b, const struct nearest *near, struct err *e)
{
	struct buf want = { 0 };

	names_join(&want, &b->layout->header);
	err_set(e, ST_DATA, "no line has the columns %s; the nearest, line "
	    "%ju, is: %s", excerpt(buf_span(&want)).s,
	    (uintmax_t)near->line, excerpt(buf_span(&near->text)).s);
	buf_free(&want);
	return fail(b, 0, e);
}

/* May a header begin on this line? Not every name need be on its first. */
static bool
may_be_header(const struct layout *l, struct span line)
{
	return l->header.n == 0 || names_on(&l->header, line) ||
	    (l->dialect.quote >= 0 &&
	    memchr(line.p, l->dialect.quote, line.len));
}

/* Is the line the header? What it is not is read again line by line, so that
 * a stray quote in the junk before the header cannot swallow it. */
static enum row_outcome
try_header(struct bill *b, struct span line, struct row *row, struct err *e)
{
	const struct names *header = &b->layout->header;
	enum row_outcome r;

	if (!may_be_header(b->layout, line))
		return ROW_END;
	r = split_next(&b->split, row, e);
	if (r == ROW_ERROR)
		return r;
	if (r == ROW_OK && !row->blank && is_header(header, row))
		return take_header(b, row, e);
	if (r == ROW_BAD && header->n == 0) {
		/* what to go on with would be a guess */
		fail(b, row->line, e);
		return ROW_ERROR;
	}
	split_again(&b->split);
	return ROW_END;
}

/* The lines before the header, one after the other. */
static enum row_outcome
seek_header(struct bill *b, struct row *row, struct nearest *near,
    struct err *e)
{
	struct span line;
	bool bad;
	int r;

	while ((r = split_line(&b->split, &line, &bad, e)) == 1) {
		enum row_outcome o;

		if (bad) {
			o = split_next(&b->split, row, e);
			if (o == ROW_BAD && b->layout->header.n == 0) {
				fail(b, row->line, e);
				o = ROW_ERROR;
			}
			b->preamble++;
			return o;
		}
		r = patterns_match(&b->layout->comments, line, e);
		if (r < 0)
			return (enum row_outcome)fail(b, b->split.line, e);
		o = r ? ROW_END : try_header(b, line, row, e);
		if (o != ROW_END)
			return o;
		if (split_line(&b->split, &line, &bad, e) < 0 ||
		    take_totals(b, line, b->split.line, e))
			return ROW_ERROR;
		remember(near, &b->layout->header, line, b->split.line);
		if (split_skip(&b->split, line, e))
			return ROW_ERROR;
		b->preamble++;
	}
	return r < 0 ? ROW_ERROR : ROW_END;
}

static enum row_outcome
empty(const struct bill *b, struct err *e)
{
	if (b->layout->allow_empty)
		return ROW_END;
	err_set(e, ST_DATA, "is empty%s (--allow-empty takes it)",
	    b->format ? "" : ", it has not even a header");
	return (enum row_outcome)fail(b, 0, e);
}

/* A format knows its columns. */
static enum row_outcome
format_header(struct bill *b, struct err *e)
{
	for (size_t i = 0; i < format_columns(b->format); i++)
		add_column(&b->columns, format_column(b->format, i));
	b->headed = true;
	return check_expected(b, 0, e) ? ROW_ERROR : ROW_OK;
}

enum row_outcome
bill_header(struct bill *b, struct row *row, struct err *e)
{
	struct nearest near = { .line = 0 };
	enum row_outcome r;

	if (b->format)
		return format_header(b, e);
	if (b->layout->names.n) {
		for (size_t i = 0; i < b->layout->names.n; i++)
			add_column(&b->columns, b->layout->names.list[i]);
		b->headed = true;
		return check_expected(b, 0, e) ? ROW_ERROR : ROW_OK;
	}
	r = seek_header(b, row, &near, e);
	if (r == ROW_END && b->split.rows == 0) {
		r = empty(b, e);
	} else if (r == ROW_END) {
		if (b->layout->header.n)
			no_header(b, &near, e);
		else
			fail(b, 0, (err_set(e, ST_DATA, "has no header, only "
			    "blank lines and comments"), e));
		r = ROW_ERROR;
	}
	buf_free(&near.text);
	return r;
}

/* Pads and cuts as the layout allows; -1 for a row that does not fit. */
static int
fit(struct bill *b, struct row *row, struct err *e)
{
	const struct layout *l = b->layout;
	size_t want = b->columns.n;

	if (l->dialect.mark.len && !row->marked)
		return err_set(e, ST_DATA, "the row does not begin with the "
		    "mark \"%s\"", excerpt(l->dialect.mark).s);
	while (l->cut && row->n > want && row->cells[row->n - 1].len == 0)
		row->n--;
	if (row->n == want)
		return 0;
	if (l->pad && row->n < want) {
		row->cells = split_pad(&b->split, row, want);
		row->n = want;
		return 0;
	}
	return err_set(e, ST_DATA, "%zu cells, but the header has %zu",
	    row->n, want);
}

/*
 * What the next line is, where there are patterns to say: 1 a comment or
 * part of the trailer, already passed; 0 a row, or the end; -1 an error.
 */
static int
pass_line(struct bill *b, struct err *e)
{
	struct span line;
	bool bad;
	int r = split_line(&b->split, &line, &bad, e);

	if (r < 1 || (bad && !b->over))
		return r < 0 ? -1 : 0;
	if (!b->over) {
		r = patterns_match(&b->layout->trailers, line, e);
		if (r < 0)
			return fail(b, b->split.line, e);
		b->over = r;
	}
	r = b->over ? 1 : patterns_match(&b->layout->comments, line, e);
	if (r < 0)
		return fail(b, b->split.line, e);
	if (r == 0)
		return 0;
	if (!bad && take_totals(b, line, b->split.line, e))
		return -1;
	if (split_skip(&b->split, line, e))
		return -1;
	*(b->over ? &b->trailer : &b->skipped) += 1;
	return 1;
}

/* Every line read has to be something. */
static enum row_outcome
end(const struct bill *b, struct err *e)
{
	uint64_t told = b->preamble + b->header_rows + b->skipped + b->body +
	    b->trailer;

	if (b->split.rows == 0 && !b->layout->allow_empty)
		return empty(b, e);
	if (told == b->split.rows)
		return ROW_END;
	err_set(e, ST_BROKEN, "%ju rows were read, but %ju accounted for",
	    (uintmax_t)b->split.rows, (uintmax_t)told);
	return (enum row_outcome)fail(b, 0, e);
}

enum row_outcome
bill_next(struct bill *b, struct row *row, struct err *e)
{
	bool look = b->layout->trailers.n || b->layout->comments.n;

	if (b->format) {
		enum row_outcome r = format_next(b->format, row, e);

		if (b->nothing && (r == ROW_END ||
		    (r == ROW_ERROR && e->status == ST_DATA)))
			return empty(b, e);
		b->body += r > ROW_END;
		return r;
	}
	for (;;) {
		enum row_outcome r;
		int passed = look ? pass_line(b, e) : 0;

		if (passed < 0)
			return ROW_ERROR;
		if (passed)
			continue;
		r = split_next(&b->split, row, e);
		if (r == ROW_END)
			return end(b, e);
		if (r == ROW_ERROR)
			return r;
		if (r == ROW_OK && row->blank) {
			b->skipped++;
			continue;
		}
		b->body++;
		return r == ROW_OK && fit(b, row, e) ? ROW_BAD : r;
	}
}

void
bill_close(struct bill *b)
{
	if (b->format)
		format_close(b->format);
	split_close(&b->split);
	names_free(&b->columns);
	totals_free(&b->totals);
	input_close(&b->in);
}
