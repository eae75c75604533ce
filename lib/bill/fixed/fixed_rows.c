#include "bill/fixed/fixed_rows.h"

#include <stdlib.h>

#include "base/mem.h"
#include "bill/rows/where_lines_went.h"

void
fixed_rows_open(struct fixed_rows *r, struct input *in, const struct fixed *f,
    struct decode *decode, struct stated_figures *totals)
{
	*r = (struct fixed_rows){ .f = f, .decode = decode, .totals = totals };
	r->cells = mem_zeroed(f->n_columns, sizeof *r->cells);
	r->heads = mem_zeroed(f->n_columns, sizeof *r->heads);
	r->met = mem_zeroed(f->n, sizeof *r->met);
	lines_over(&r->lines, in);
}

/* The next field of a cut line, which begins with the mark before it. */
static struct span
next_field(struct span *line)
{
	const char *mark;
	struct span s = { line->p + 1, line->len - 1 };

	mark = s.len ? memchr(s.p, FIXED_SPLIT_MARK, s.len) : NULL;
	if (mark)
		s.len = (size_t)(mark - s.p);
	line->p += s.len + 1;
	line->len -= s.len + 1;
	return span_trim(s);
}

/* The fields of a cut line go to the buffers of their columns. */
static void
take(const struct fixed_record *type, struct span line, struct buf *to,
    bool join)
{
	for (size_t i = 0; i < type->n_fields && line.len; i++) {
		struct buf *b;

		if (type->fields[i].column < 0)
			continue;
		b = &to[type->fields[i].column];
		if (!join)
			buf_clear(b);
		if (b->len)
			buf_byte(b, '\n');
		buf_add(b, next_field(&line));
	}
}

static void
take_totals(const struct fixed_rows *r, const struct fixed_record *type,
    struct span line)
{
	for (size_t i = 0; i < type->n_fields && line.len; i++) {
		int name = type->fields[i].column;

		if (name >= 0)
			stated_figures_set(r->totals, r->f->totals.list[name],
			    next_field(&line));
	}
}

/* A row begins with the fields of the heads before it. */
static void
begin_row(
    struct fixed_rows *r, const struct fixed_record *type, struct span line)
{
	for (size_t i = 0; i < r->f->n_columns; i++) {
		buf_clear(&r->cells[i]);
		buf_add(&r->cells[i], buf_span(&r->heads[i]));
	}
	take(type, line, r->cells, false);
	r->begun = r->lines.count;
	r->has_row = true;
}

static enum row_outcome
bad_line(struct fixed_rows *r, struct span line, struct err *e)
{
	const char *mark = memchr(line.p, FIXED_SPLIT_MARK, line.len);
	size_t n = mark ? (size_t)(mark - line.p) : line.len - 1;

	r->line = r->lines.count;
	r->bad = (struct span){ mark + 1, line.len - n - 1 };
	err_set(e, ST_DATA, "%.*s", (int)(n - 1), line.p + 1);
	return ROW_BAD;
}

static enum row_outcome
hand_out(struct fixed_rows *r, struct span *cells)
{
	for (size_t i = 0; i < r->f->n_columns; i++)
		cells[i] = buf_span(&r->cells[i]);
	r->has_row = false;
	r->line = r->begun;
	return ROW_OK;
}

static const struct fixed_record *
type_of(const struct fixed_rows *r, struct span line)
{
	size_t i = (size_t)(unsigned char)line.p[0] - FIXED_SPLIT_TYPE;

	return i < r->f->n ? &r->f->records[i] : NULL;
}

static enum row_outcome
no_type(struct fixed_rows *r, struct err *e)
{
	err_set(e, ST_FAIL,
	    "records of fixed width need an encoding that "
	    "keeps ASCII");
	err_at(e, lines_name(&r->lines), r->lines.count);
	return ROW_ERROR;
}

/* The name of the field that holds a place of a cut line. */
static const char *
field_at(const struct fixed_rows *r, const struct fixed_record *type,
    struct span line, uint64_t at)
{
	size_t marks = 0;

	for (size_t i = 0; i < line.len && i <= at; i++)
		marks += line.p[i] == FIXED_SPLIT_MARK;
	for (size_t i = 0; type && i < type->n_fields; i++)
		if (type->fields[i].column >= 0 && marks-- <= 1)
			return type->role == FIXED_TOTAL
			    ? "of a total"
			    : r->f->columns[type->fields[i].column];
	return "?";
}

/* True, the reason told, if bytes of the line just read are not of the
 * encoding; from is where its text began. */
static bool
undecoded(struct fixed_rows *r, const struct fixed_record *type,
    struct span line, uint64_t from, struct err *e)
{
	struct decode_error first;

	if (!r->decode ||
	    !decode_errors_take(decode_misfits(r->decode), r->text, &first))
		return false;
	r->line = r->lines.count;
	r->bad = (struct span){ line.p + 1, line.len - 1 };
	err_set(e, ST_DATA,
	    "field %s is not %s, or a character of it is cut "
	    "in two",
	    field_at(r, type, line, first.at - from),
	    decode_encoding(r->decode));
	return true;
}

static void
count(struct fixed_rows *r, const struct fixed_record *type)
{
	struct fixed_met *m = &r->met[type - r->f->records];

	if (m->n++ == 0)
		m->first = r->lines.count;
}

/* Takes in a record that does not end the row being read. */
static void
take_record(
    struct fixed_rows *r, const struct fixed_record *type, struct span line)
{
	struct span fields = { line.p + 1, line.len - 1 };

	if (type->role == FIXED_ROW)
		begin_row(r, type, fields);
	else if (type->role == FIXED_MORE)
		take(type, fields, r->cells, true);
	else if (type->role == FIXED_HEAD)
		take(type, fields, r->heads, false);
	else if (type->role == FIXED_TOTAL && r->totals)
		take_totals(r, type, fields);
}

/* Makes sure that a line is ahead: 1, 0 the end, -1. */
static int
look(struct fixed_rows *r, struct err *e)
{
	int got = 1;

	while (
	    !r->has_ahead && (got = lines_next(&r->lines, &r->ahead, e)) == 1) {
		r->text += r->ahead.len + 1;
		r->has_ahead = r->ahead.len != 0;
		r->blank += !r->has_ahead;
	}
	return got;
}

enum row_outcome
fixed_rows_next(struct fixed_rows *r, struct span *cells, struct err *e)
{
	int got;

	while ((got = look(r, e)) == 1) {
		struct span line = r->ahead;
		const struct fixed_record *type = NULL;

		if (line.p[0] != FIXED_SPLIT_BAD && !(type = type_of(r, line)))
			return no_type(r, e);
		if (r->has_row && (!type || type->role != FIXED_MORE))
			return hand_out(r, cells);
		r->has_ahead = false;
		r->bad_lines++;
		if (undecoded(r, type, line, r->text - line.len - 1, e))
			return ROW_BAD;
		if (!type)
			return bad_line(r, line, e);
		r->bad_lines--;
		count(r, type);
		take_record(r, type, line);
	}
	if (got < 0)
		return ROW_ERROR;
	return r->has_row ? hand_out(r, cells) : ROW_END;
}

void
fixed_rows_close(struct fixed_rows *r)
{
	for (size_t i = 0; i < r->f->n_columns; i++) {
		buf_free(&r->cells[i]);
		buf_free(&r->heads[i]);
	}
	free(r->cells);
	free(r->heads);
	free(r->met);
	lines_close(&r->lines);
}

void
fixed_rows_tell(const struct fixed_rows *r, struct buf *b)
{
	uint64_t n[FIXED_SKIP + 1] = { 0 };

	for (size_t i = 0; i < r->f->n; i++)
		n[r->f->records[i].role] += r->met[i].n;
	buf_printf(b, "%ju lines", (uintmax_t)r->lines.count);
	where_lines_went(b,
	    (const struct lines_went[]){
		{ n[FIXED_ROW], "row", NULL },
		{ n[FIXED_HEAD], "head", NULL },
		{ n[FIXED_MORE], "more", NULL },
		{ n[FIXED_TOTAL], "total", NULL },
		{ n[FIXED_SKIP], "skip", NULL },
		{ r->blank, "blank", NULL },
		{ r->bad_lines, "bad", NULL },
	    },
	    7);
}

void
fixed_rows_tell_odd(const struct fixed_rows *r, struct names *notes)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < r->f->n; i++) {
		const struct fixed_record *type = &r->f->records[i];

		if (type->role != FIXED_SKIP || type->n_tests ||
		    r->met[i].n == 0)
			continue;
		buf_clear(&b);
		buf_printf(&b,
		    "records that are of no other type were skipped: %ju, the "
		    "first on line %ju",
		    (uintmax_t)r->met[i].n, (uintmax_t)r->met[i].first);
		names_add(notes, buf_span(&b));
	}
	buf_free(&b);
}
