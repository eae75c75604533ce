#include "fixedrow.h"

#include <stdlib.h>

#include "mem.h"

void
fixedrow_open(struct fixedrow *r, struct input *in, const struct fixed *f)
{
	*r = (struct fixedrow){ .f = f };
	r->cells = mem_zeroed(f->n_columns, sizeof *r->cells);
	r->heads = mem_zeroed(f->n_columns, sizeof *r->heads);
	lines_over(&r->lines, in);
}

/* The fields of a cut line go to the buffers of their columns. */
static void
take(const struct fixed_record *type, struct span line, struct buf *to,
    bool join)
{
	for (size_t i = 0; i < type->n_fields && line.len; i++) {
		struct buf *b;
		const char *mark;
		size_t n;

		if (type->fields[i].column < 0)
			continue;
		line.p++; /* the mark before the field */
		line.len--;
		mark = line.len ? memchr(line.p, CUTTER_MARK, line.len) :
		    NULL;
		n = mark ? (size_t)(mark - line.p) : line.len;
		b = &to[type->fields[i].column];
		if (!join)
			buf_clear(b);
		if (b->len)
			buf_byte(b, '\n');
		buf_add(b, span_trim((struct span){ line.p, n }));
		line.p += n;
		line.len -= n;
	}
}

/* A row begins with what the heads before it said. */
static void
begin_row(struct fixedrow *r, const struct fixed_record *type,
    struct span line)
{
	for (size_t i = 0; i < r->f->n_columns; i++) {
		buf_clear(&r->cells[i]);
		buf_add(&r->cells[i], buf_span(&r->heads[i]));
	}
	take(type, line, r->cells, false);
	r->line = r->lines.count;
	r->has_row = true;
}

static enum fixedrow_result
bad_line(struct fixedrow *r, struct span line, struct err *e)
{
	const char *mark = memchr(line.p, CUTTER_MARK, line.len);
	size_t n = mark ? (size_t)(mark - line.p) : line.len - 1;

	r->bad = (struct span){ mark + 1, line.len - n - 1 };
	err_set(e, ST_DATA, "%.*s", (int)(n - 1), line.p + 1);
	err_at(e, lines_name(&r->lines), r->lines.count);
	return FIXEDROW_BAD;
}

static enum fixedrow_result
hand_out(struct fixedrow *r, struct span *cells)
{
	for (size_t i = 0; i < r->f->n_columns; i++)
		cells[i] = buf_span(&r->cells[i]);
	r->has_row = false;
	return FIXEDROW_ROW;
}

static const struct fixed_record *
type_of(const struct fixedrow *r, struct span line)
{
	size_t i = (size_t)(unsigned char)line.p[0] - CUTTER_TYPE;

	return i < r->f->n ? &r->f->records[i] : NULL;
}

static enum fixedrow_result
no_type(struct fixedrow *r, struct err *e)
{
	err_set(e, ST_FAIL, "records of fixed width need an encoding that "
	    "keeps ASCII");
	err_at(e, lines_name(&r->lines), r->lines.count);
	return FIXEDROW_ERROR;
}

/* Takes in a record that does not end the row being read. */
static void
take_record(struct fixedrow *r, const struct fixed_record *type,
    struct span line)
{
	struct span fields = { line.p + 1, line.len - 1 };

	if (type->role == FIXED_ROW)
		begin_row(r, type, fields);
	else if (type->role == FIXED_MORE)
		take(type, fields, r->cells, true);
	else if (type->role == FIXED_HEAD)
		take(type, fields, r->heads, false);
	if (type->role == FIXED_HEAD || type->role == FIXED_SKIP)
		r->skipped++;
}

enum fixedrow_result
fixedrow_next(struct fixedrow *r, struct span *cells, struct err *e)
{
	for (;;) {
		const struct fixed_record *type = NULL;
		struct span line;
		int got = 1;

		if (!r->has_ahead)
			got = lines_next(&r->lines, &r->ahead, e);
		if (got < 0)
			return FIXEDROW_ERROR;
		if (got == 0)
			return r->has_row ? hand_out(r, cells) :
			    FIXEDROW_END;
		line = r->ahead;
		r->has_ahead = false;
		if (line.len == 0)
			continue;
		if (line.p[0] != CUTTER_BAD && !(type = type_of(r, line)))
			return no_type(r, e);
		r->has_ahead = r->has_row &&
		    (!type || type->role != FIXED_MORE);
		if (r->has_ahead)
			return hand_out(r, cells);
		if (!type)
			return bad_line(r, line, e);
		take_record(r, type, line);
	}
}

void
fixedrow_close(struct fixedrow *r)
{
	for (size_t i = 0; i < r->f->n_columns; i++) {
		buf_free(&r->cells[i]);
		buf_free(&r->heads[i]);
	}
	free(r->cells);
	free(r->heads);
	lines_close(&r->lines);
}
