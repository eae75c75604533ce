#include "stream/line/result.h"

#include "stream/line/carried_fields.h"
#include "value/time/date.h"
#include "stream/line/record.h"
#include "text/tsv.h"

static const struct span names[CLASS_COUNT] = {
	[CLASS_ADJUSTED] = { "adjusted", 8 },
	[CLASS_AMBIGUOUS] = { "ambiguous", 9 },
	[CLASS_AMOUNT] = { "amount", 6 },
	[CLASS_DUPLICATE] = { "duplicate", 9 },
	[CLASS_FIELD] = { "field", 5 },
	[CLASS_LEFT] = { "left", 4 },
	[CLASS_MATCHED] = { "matched", 7 },
	[CLASS_RIGHT] = { "right", 5 },
	[CLASS_ROLLED] = { "rolled", 6 },
};

const char *
result_class_name(enum result_class c)
{
	return names[c].p;
}

struct span
result_class_text(enum result_class c)
{
	return names[c];
}

bool
result_class_find(struct span s, enum result_class *class)
{
	for (int c = 0; c < CLASS_COUNT; c++) {
		if (span_eq(s, names[c])) {
			*class = (enum result_class)c;
			return true;
		}
	}
	return false;
}

/* One of LEFT and RIGHT; "-" is a missing side. */
static int
side_amount(
    struct span s, const char *name, bool *has, struct amount *a, struct err *e)
{
	enum amount_result ar;

	*has = !tsv_is_none(s);
	*a = (struct amount){ 0 };
	if (!*has)
		return 0;
	ar = amount_parse(s, a);
	if (ar != AMOUNT_OK)
		return err_set(e, ST_DATA, "%s \"%s\" %s", name, excerpt(s).s,
		    amount_why(ar));
	return 0;
}

static bool
class_fits(const struct result *r)
{
	switch (r->class) {
	case CLASS_LEFT:
		return r->has_left && !r->has_right;
	case CLASS_RIGHT:
		return !r->has_left && r->has_right;
	case CLASS_AMBIGUOUS:
	case CLASS_DUPLICATE:
		return r->has_left != r->has_right;
	case CLASS_ADJUSTED:
		return r->has_left || r->has_right;
	default:
		return r->has_left && r->has_right;
	}
}

static int
check_diff(struct result *r, struct span text, struct err *e)
{
	struct amount want;
	enum amount_result ar = amount_parse(text, &r->diff);

	if (ar != AMOUNT_OK)
		return err_set(e, ST_DATA, "difference \"%s\" %s",
		    excerpt(text).s, amount_why(ar));
	if (amount_sub(r->left, r->right, &want) != AMOUNT_OK ||
	    amount_cmp(want, r->diff))
		return err_set(e, ST_DATA,
		    "difference %s is not left minus right", excerpt(text).s);
	return 0;
}

static int
check_tail(struct result *r, struct err *e)
{
	struct span rest = r->carried, f;

	if (r->line.p[r->line.len - 1] == '\r')
		return err_set(e, ST_DATA, "the line ends in CR LF, not in LF");
	if (!record_is_currency(r->currency))
		return err_set(e, ST_DATA, "currency \"%s\" is not a code",
		    excerpt(r->currency).s);
	if (!tsv_is_none(r->date) && !date_parse(r->date, &r->day))
		return err_set(e, ST_DATA, "date \"%s\" is not YYYY-MM-DD",
		    excerpt(r->date).s);
	while (tsv_next(&rest, &f)) {
		if (tsv_has_control(f))
			return err_set(
			    e, ST_DATA, "a control byte in a carried field");
		if (!record_is_carried(f))
			return err_set(e, ST_DATA,
			    "carried field \"%s\" is not NAME=VALUE",
			    excerpt(f).s);
	}
	return 0;
}

int
result_parse(struct span line, struct result *r, struct err *e)
{
	struct span rest = line, class, left, right, diff;

	r->line = line;
	if (!tsv_next(&rest, &r->key) || !tsv_next(&rest, &class) ||
	    !tsv_next(&rest, &left) || !tsv_next(&rest, &right) ||
	    !tsv_next(&rest, &diff) || !tsv_next(&rest, &r->currency) ||
	    !tsv_next(&rest, &r->date))
		return err_set(e, ST_DATA,
		    "not a result: fewer than seven "
		    "fields in \"%s\"%s",
		    excerpt(line).s, tsv_blanks_hint(line));
	r->carried = rest;
	if (!record_is_key(r->key))
		return err_set(
		    e, ST_DATA, "\"%s\" cannot be a key", excerpt(r->key).s);
	if (!result_class_find(class, &r->class))
		return err_set(
		    e, ST_DATA, "class \"%s\" is unknown", excerpt(class).s);
	if (side_amount(left, "left", &r->has_left, &r->left, e) ||
	    side_amount(right, "right", &r->has_right, &r->right, e))
		return -1;
	if (!class_fits(r))
		return err_set(e, ST_DATA,
		    "class %s does not fit the sides that are there",
		    names[r->class].p);
	if (check_diff(r, diff, e))
		return -1;
	return check_tail(r, e);
}

void
result_move(struct result *r, const char *to)
{
	const char *from = r->line.p;

	span_move(&r->key, from, to);
	span_move(&r->currency, from, to);
	span_move(&r->date, from, to);
	span_move(&r->carried, from, to);
	r->line.p = to;
}

static void
add_amount(struct buf *b, bool has, struct amount a)
{
	buf_byte(b, '\t');
	if (has)
		b->len += amount_format(a, buf_room(b, AMOUNT_TEXT_CAP));
	else
		buf_byte(b, '-');
}

void
result_format(struct buf *b, const struct result *r)
{
	buf_add(b, r->key);
	buf_byte(b, '\t');
	buf_add(b, names[r->class]);
	add_amount(b, r->has_left, r->left);
	add_amount(b, r->has_right, r->right);
	add_amount(b, true, r->diff);
	buf_byte(b, '\t');
	buf_add(b, r->currency);
	buf_byte(b, '\t');
	buf_add(b, r->date);
}

bool
result_carried(struct span carried, struct span name, struct span *value)
{
	struct span field;

	return carried_next(&carried, name, &field, value);
}
