#include "stream/table_in.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/line_digest.h"
#include "text/tsv.h"

/* Splits line into at most n fields; returns how many there are. */
static size_t
split(struct span line, struct span *fields, size_t n)
{
	struct span f;
	size_t i = 0;

	while (tsv_next(&line, &f)) {
		if (i < n)
			fields[i] = f;
		i++;
	}
	return i;
}

static int
take_header(struct table_in *t, struct span line, struct err *e)
{
	if (line.len && line.p[line.len - 1] == '\r') {
		err_set(e, ST_DATA, "the line ends in CR LF, not in LF");
		return stream_err(&t->stream, e);
	}
	t->header = mem_dup(line);
	t->header_len = line.len;
	line.p = t->header;
	t->n = split(line, NULL, 0);
	t->columns = mem_alloc(t->n * sizeof *t->columns);
	t->fields = mem_alloc(t->n * sizeof *t->fields);
	split(line, t->columns, t->n);
	return 0;
}

void
table_count_taken(struct table_in *t)
{
	if (t->taken.n == 0)
		return;
	t->stream.digest += line_digest_batch(&t->taken);
	line_batch_begin(&t->taken, t->taken.p + t->taken.bytes);
}

/* The next line that is not a header. */
static enum line_outcome
other_line(struct table_in *t, struct span *line, struct err *e)
{
	for (;;) {
		enum line_outcome r = stream_line(&t->stream, line, e);

		if (r != LINE_OK)
			return r;
		if (t->header && t->stream.opened <= t->headers)
			return LINE_OK;
		t->headers = t->stream.opened;
		if (!t->header)
			return take_header(t, *line, e) ? LINE_ERROR : LINE_OK;
		if (!span_eq(
			*line, (struct span){ t->header, t->header_len })) {
			err_set(e, ST_DATA,
			    "the columns \"%s\" are not those "
			    "of the table before it, \"%s\"",
			    excerpt(*line).s,
			    excerpt((struct span){ t->header, t->header_len })
				.s);
			return stream_err(&t->stream, e);
		}
	}
}

static enum line_outcome
next_line(struct table_in *t, struct span *line, struct err *e)
{
	enum line_outcome r;

	table_count_taken(t);
	r = other_line(t, line, e);
	line_batch_begin(&t->taken, lines_ahead(&t->stream.lines).p);
	return r;
}

int
table_open(struct table_in *t, const char *name,
    const struct stream_rules *rules, struct err *e)
{
	struct stream_in in;

	*t = (struct table_in){ 0 };
	if (stream_open(&in, name, STREAM_TABLE, rules, e))
		return -1;
	return table_over(t, &in, e);
}

int
table_over(struct table_in *t, struct stream_in *in, struct err *e)
{
	struct span line;
	int r;

	*t = (struct table_in){ .stream = *in };
	r = next_line(t, &line, e);
	if (r == LINE_END && t->stream.lines.count && t->stream.opened == 0) {
		err_set(e, ST_DATA, "has no line of column names");
		r = err_at(e, lines_name(&t->stream.lines), 0);
	}
	if (r < 0)
		table_close(t);
	return r < 0 ? -1 : 0;
}

enum row_outcome
table_next(struct table_in *t, struct err *e)
{
	size_t n;
	enum line_outcome r;

	if (table_ready(t))
		return ROW_OK;
	r = next_line(t, &t->row, e);
	if (r != LINE_OK)
		return r == LINE_END ? ROW_END : ROW_ERROR;
	t->stream.read.records++;
	n = split(t->row, t->fields, t->n);
	if (n == t->n)
		return ROW_OK;
	err_set(
	    e, ST_DATA, "%zu fields, but the table has %zu columns", n, t->n);
	if (t->take_ragged)
		return ROW_BAD;
	stream_err(&t->stream, e);
	return ROW_ERROR;
}

static bool
is_named(struct span column, struct span name)
{
	struct buf a = { 0 }, b = { 0 };
	bool same;

	if (span_eq(column, name))
		return true;
	same = tsv_unescape(&a, column) && tsv_unescape(&b, name) &&
	    span_eq(buf_span(&a), buf_span(&b));
	buf_free(&a);
	buf_free(&b);
	return same;
}

int
table_column(const struct table_in *t, struct span name, bool *twice)
{
	int found = -1;

	*twice = false;
	for (size_t i = 0; i < t->n; i++) {
		if (!is_named(t->columns[i], name))
			continue;
		if (found >= 0) {
			*twice = true;
			return -1;
		}
		found = (int)i;
	}
	return found;
}

void
table_close(struct table_in *t)
{
	stream_close(&t->stream);
	free(t->header);
	free(t->columns);
	free(t->fields);
	stretch_free(&t->stretch);
	*t = (struct table_in){ 0 };
}
