#include "store/usual_rows.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

static struct usual_row *
find_or_new(struct usual_rows *r, struct span name, struct span currency)
{
	struct usual_row *row;

	for (size_t i = 0; i < r->n; i++)
		if (span_eq(span_str(r->of[i].name), name) &&
		    span_eq(span_str(r->of[i].currency), currency))
			return &r->of[i];
	r->of = mem_grow(r->of, &r->cap, r->n + 1, sizeof *r->of);
	row = &r->of[r->n++];
	*row = (struct usual_row){ .name = mem_dup(name),
		.currency = mem_dup(currency) };
	return row;
}

static int
add_amount(struct amount *sum, bool *has, struct span text, struct err *e)
{
	struct amount a;

	if (!text.p)
		return 0;
	*has = true;
	return amount_parse(text, &a) == AMOUNT_OK &&
		amount_add(*sum, a, sum) == AMOUNT_OK
	    ? 0
	    : err_set(e, ST_DATA, "a sum \"%s\" of the store is no amount",
		  excerpt(text).s);
}

/* The stage that the facts are of: its program, and its profile without
 * directory and end. */
static void
name_stage(struct buf *name, struct span profile)
{
	struct span path = profile;
	size_t n;

	tsv_next(&profile, &path);
	for (n = path.len; n && path.p[n - 1] != '/'; n--)
		;
	path = (struct span){ path.p + n, path.len - n };
	if (path.len > 4 && !memcmp(path.p + path.len - 4, ".ini", 4))
		path.len -= 4;
	buf_byte(name, ' ');
	buf_add(name, path);
}

/* read.records, written.L.CNY and their like. */
static int
add_fact(struct usual_rows *r, struct span source, struct span name,
    struct span value, size_t i, struct err *e)
{
	bool left = span_begins(name, SPAN("written.L.")), *has;
	struct usual_row *row;
	uint64_t n;

	if (span_eq(name, SPAN("read.records")) && span_count(value, &n)) {
		row = find_or_new(r, source, SPAN(TSV_NONE));
		row->has_lines = true;
		row->lines[i] += n;
		return 0;
	}
	if (!left && !span_begins(name, SPAN("written.R.")))
		return 0;
	name = (struct span){ name.p + 10, name.len - 10 };
	row = find_or_new(r, source, name);
	has = left ? &row->has_left : &row->has_right;
	return add_amount(left ? &row->left[i] : &row->right[i], has, value, e);
}

static int
read_facts(
    struct usual_rows *r, struct store *s, int64_t day, size_t i, struct err *e)
{
	const struct db_value v = db_int(day);
	struct buf source = { 0 };
	int got;

	if (db_ask(&s->db,
		"SELECT name, value FROM fact WHERE day = $1 ORDER BY stage, "
		"line",
		&v, 1, e))
		return -1;
	while ((got = db_next(&s->db, e)) > 0) {
		struct span name = db_cell(&s->db, 0);
		struct span value = db_cell(&s->db, 1);

		if (span_eq(name, SPAN("program"))) {
			buf_clear(&source);
			buf_add(&source, value);
		} else if (span_eq(name, SPAN("profile"))) {
			name_stage(&source, value);
		} else if (add_fact(r, buf_span(&source), name, value, i, e)) {
			db_done(&s->db);
			got = -1;
			break;
		}
	}
	buf_free(&source);
	return got;
}

static int
read_classes(
    struct usual_rows *r, struct store *s, int64_t day, size_t i, struct err *e)
{
	const struct db_value v = db_int(day);
	int got;

	if (db_ask(&s->db,
		"SELECT class, currency, lines, left_amount, right_amount FROM "
		"class_sum WHERE day = $1 ORDER BY class, currency",
		&v, 1, e))
		return -1;
	while ((got = db_next(&s->db, e)) > 0) {
		struct usual_row *row =
		    find_or_new(r, db_cell(&s->db, 0), db_cell(&s->db, 1));

		row->has_lines = true;
		row->lines[i] = (uint64_t)db_cell_int(&s->db, 2);
		if (add_amount(
			&row->left[i], &row->has_left, db_cell(&s->db, 3), e) ||
		    add_amount(&row->right[i], &row->has_right,
			db_cell(&s->db, 4), e)) {
			db_done(&s->db);
			return -1;
		}
	}
	return got;
}

int
usual_rows_read(
    struct usual_rows *r, struct store *s, int64_t day, size_t i, struct err *e)
{
	return read_facts(r, s, day, i, e) || read_classes(r, s, day, i, e) ? -1
									    : 0;
}

void
usual_rows_free(struct usual_rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->of[i].name);
		free(r->of[i].currency);
	}
	free(r->of);
	*r = (struct usual_rows){ 0 };
}
