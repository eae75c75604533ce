#include "roll/rolled_line.h"

#include <inttypes.h>

#include "value/date.h"
#include "text/tsv.h"

/* Which items must agree on a carried field: all, those with a left side, those
 * with a right side. */
enum side { BOTH, LEFT, RIGHT };

static bool
has_side(const struct open_item *it, enum side side)
{
	return side == BOTH ||
	    (side == LEFT ? it->r.has_left : it->r.has_right);
}

static int
add_up(struct result *r, struct open_item *const *items, size_t n, int32_t *day,
    struct err *e)
{
	*day = items[0]->day;
	for (size_t i = 0; i < n; i++) {
		const struct open_item *it = items[i];

		if (it->day < *day)
			*day = it->day;
		if (amount_add(r->left, it->r.left, &r->left) != AMOUNT_OK ||
		    amount_add(r->right, it->r.right, &r->right) != AMOUNT_OK)
			return err_set(e, ST_DATA,
			    "the open items of key "
			    "\"%s\" add up to more than fits",
			    excerpt(it->r.key).s);
	}
	/* where a side is missing its zero still has the decimals of the
	 * currency */
	if (amount_is_zero(r->left) && r->left.scale < r->right.scale)
		r->left.scale = r->right.scale;
	if (amount_is_zero(r->right) && r->right.scale < r->left.scale)
		r->right.scale = r->left.scale;
	if (amount_sub(r->left, r->right, &r->diff) != AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "a difference of key \"%s\" does "
		    "not fit",
		    excerpt(r->key).s);
	return 0;
}

/* Reads a count of records; false where the field is missing or no count. */
static bool
count_of(struct span carried, struct span name, uint64_t *count)
{
	struct span v;
	uint64_t c = 0;

	if (!result_carried(carried, name, &v) || !v.len || v.len > 18)
		return false;
	for (size_t i = 0; i < v.len; i++) {
		if (v.p[i] < '0' || v.p[i] > '9')
			return false;
		c = c * 10 + (uint64_t)(v.p[i] - '0');
	}
	*count = c;
	return true;
}

/* ln= and rn=, if an item has one of them. */
static void
add_counts(struct buf *b, struct open_item *const *items, size_t n)
{
	uint64_t left = 0, right = 0;
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		uint64_t l = items[i]->r.has_left;
		uint64_t r = items[i]->r.has_right;

		any |= count_of(items[i]->r.carried, SPAN("ln"), &l);
		any |= count_of(items[i]->r.carried, SPAN("rn"), &r);
		left += l;
		right += r;
	}
	if (any)
		buf_printf(b, "\tln=%" PRIu64 "\trn=%" PRIu64, left, right);
}

/* Splits NAME=VALUE and says whose field it is; false for a field that
 * rolled_format writes by its own rules, or that is none. */
static bool
name_of(struct span field, struct span *name, enum side *side)
{
	const char *eq = field.len ? memchr(field.p, '=', field.len) : NULL;

	if (!eq)
		return false;
	*name = (struct span){ field.p, (size_t)(eq - field.p) };
	*side = span_begins(*name, SPAN("l.")) ? LEFT
	    : span_begins(*name, SPAN("r."))   ? RIGHT
					       : BOTH;
	return !span_eq(*name, SPAN("ln")) && !span_eq(*name, SPAN("rn")) &&
	    !span_eq(*name, SPAN("age")) && !span_eq(*name, SPAN("closed"));
}

static bool
all_agree(struct open_item *const *items, size_t n, struct span field,
    struct span name, enum side side)
{
	struct span value = { field.p + name.len + 1,
		field.len - name.len - 1 };
	struct span other;

	for (size_t i = 0; i < n; i++)
		if (has_side(items[i], side) &&
		    (!result_carried(items[i]->r.carried, name, &other) ||
			!span_eq(value, other)))
			return false;
	return true;
}

/* The fields of a side, in the order of the first item that has it. */
static void
add_fields(
    struct buf *b, struct open_item *const *items, size_t n, enum side side)
{
	struct span rest, field, name;
	enum side whose;
	size_t first = 0;

	while (first < n && !has_side(items[first], side))
		first++;
	if (first == n)
		return;
	rest = items[first]->r.carried;
	while (tsv_next(&rest, &field)) {
		if (!name_of(field, &name, &whose) || whose != side ||
		    !all_agree(items, n, field, name, side))
			continue;
		buf_byte(b, '\t');
		buf_add(b, field);
	}
}

int
rolled_format(struct buf *b, struct result *r, struct open_item *const *items,
    size_t n, int32_t today, struct err *e)
{
	char date[DATE_LEN + 1], closed[DATE_LEN + 1];
	int32_t day;

	*r = (struct result){ .key = items[0]->r.key,
		.class = CLASS_ROLLED,
		.has_left = true,
		.has_right = true,
		.currency = items[0]->r.currency };
	if (add_up(r, items, n, &day, e))
		return -1;
	date_format(day, date);
	r->date = (struct span){ date, DATE_LEN };
	result_format(b, r);
	r->date = (struct span){ 0 };
	add_counts(b, items, n);
	add_fields(b, items, n, LEFT);
	add_fields(b, items, n, RIGHT);
	add_fields(b, items, n, BOTH);
	date_format(today, closed);
	buf_printf(b, "\tclosed=%s", closed);
	return 0;
}
