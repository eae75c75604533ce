#include "store/result_row.h"

#include "store/days/day_lines.h"
#include "store/tables/store_amount.h"
#include "text/tsv.h"
#include "value/time/date.h"

enum { ID_LEN = 20 }; /* of a leg */

static bool
is_id(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.p[n] && strchr("0123456789abcdef", s.p[n]))
		n++;
	return n == s.len && n == ID_LEN;
}

static bool
are_ids(struct span s)
{
	for (; s.len > ID_LEN && s.p[ID_LEN] == ',';
	     s.p += ID_LEN + 1, s.len -= ID_LEN + 1)
		if (!is_id((struct span){ s.p, ID_LEN }))
			return false;
	return is_id(s);
}

static int
check_id(const struct result *r, const char *name, struct err *e)
{
	struct span v;

	if (result_carried(r->carried, span_str(name), &v) && is_id(v))
		return 0;
	return err_set(e, ST_DATA,
	    "an open item without %s=, or with one that is no id: recon-roll "
	    "gives items their ids",
	    name);
}

static int
check_day(const struct result *r, const char *name, bool must, struct err *e)
{
	struct span v;

	if (!result_carried(r->carried, span_str(name), &v))
		return must
		    ? err_set(e, ST_DATA, "an open item without %s=", name)
		    : 0;
	if (date_is(v) || (!must && tsv_is_none(v)))
		return 0;
	return err_set(
	    e, ST_DATA, "%s=%s is no day YYYY-MM-DD", name, excerpt(v).s);
}

int
result_row_check(const struct result *r, struct err *e)
{
	struct span v;

	if (r->class == CLASS_MATCHED)
		return 0;
	if (!result_is_open(r)) {
		if (!result_carried(r->carried, SPAN("closes"), &v) ||
		    are_ids(v))
			return 0;
		return err_set(
		    e, ST_DATA, "closes=%s is no list of ids", excerpt(v).s);
	}
	if (!r->has_left || !r->has_right)
		return check_id(r, "id", e) || check_day(r, "first", true, e)
		    ? -1
		    : 0;
	return check_id(r, "l.id", e) || check_id(r, "r.id", e) ||
		check_day(r, "l.first", true, e) ||
		check_day(r, "r.first", true, e) ||
		check_day(r, "l.date", false, e) ||
		check_day(r, "r.date", false, e)
	    ? -1
	    : 0;
}

size_t
result_row_columns(struct buf *b, const struct store *s)
{
	static const char *const names[] = {
		[DB_SQLITE] =
		    "id, day, seq, key, class, left_amount, left_amount_whole, "
		    "left_amount_frac, right_amount, right_amount_whole, "
		    "right_amount_frac, difference, difference_whole, "
		    "difference_frac, currency, date, fields",
		[DB_POSTGRES] =
		    "day, seq, key, class, left_amount, right_amount, "
		    "difference, currency, date, fields",
	};

	buf_str(b, names[s->db.kind]);
	for (size_t i = 0; i < s->columns.n; i++)
		buf_printf(b, ", \"%s\"", s->columns.list[i].p);
	return s->columns.n +
	    (s->db.kind == DB_POSTGRES ? 10 : RESULT_ROW_FIXED);
}

/* Of the left side, the right one, or neither. */
static struct span
carried_of_either(struct span carried, struct span name)
{
	static const char *const sides[] = { "l.", "r.", "" };
	struct span field, rest, value = { 0 };

	for (int i = 0; i < 3; i++) {
		struct span side = span_str(sides[i]);

		for (rest = carried; tsv_next(&rest, &field);) {
			size_t n = side.len + name.len;

			if (field.len > n && field.p[n] == '=' &&
			    span_begins(field, side) &&
			    !memcmp(field.p + side.len, name.p, name.len))
				return (struct span){ field.p + n + 1,
					field.len - n - 1 };
		}
	}
	return value;
}

static struct span
unless_none(struct span s)
{
	if (tsv_is_none(s))
		s = (struct span){ 0 };
	return s;
}

void
result_row_put(struct db_value *v, const struct store *s, int64_t day,
    int64_t seq, const struct result *r)
{
	enum db_kind kind = s->db.kind;
	struct span rest = r->line, key = { 0 }, class = { 0 };
	struct span left = { 0 }, right = { 0 }, diff = { 0 };

	tsv_next(&rest, &key);
	tsv_next(&rest, &class);
	tsv_next(&rest, &left);
	tsv_next(&rest, &right);
	tsv_next(&rest, &diff);
	if (kind == DB_SQLITE)
		*v++ = db_int((day << DAY_LINES_SEQ_BITS) + seq);
	*v++ = db_int(day);
	*v++ = db_int(seq);
	*v++ = db_text(key);
	*v++ = db_text(class);
	v = store_amount_put(v, kind, unless_none(left), r->left);
	v = store_amount_put(v, kind, unless_none(right), r->right);
	v = store_amount_put(v, kind, diff, r->diff);
	*v++ = db_text(r->currency);
	*v++ = db_text(unless_none(r->date));
	*v++ = db_text(r->carried.p ? r->carried : SPAN(""));
	for (size_t i = 0; i < s->columns.n; i++)
		*v++ =
		    db_text(carried_of_either(r->carried, s->columns.list[i]));
}
