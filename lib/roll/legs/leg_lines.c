#include "roll/legs/leg_lines.h"

#include "figures/ages.h"
#include "roll/legs/leg_field.h"
#include "roll/legs/leg_text.h"
#include "text/tsv.h"
#include "value/time/date.h"

static struct span
id_of(const struct leg *l)
{
	return (struct span){ l->id, LEG_ID };
}

static int32_t
earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static void
put_reopened(struct buf *b, const char *name, const struct leg *l)
{
	if (l->reopened.len)
		leg_put_named(b, name, l->reopened);
}

/* What an open line ends with; one of the legs may be NULL. */
static void
put_tail(struct buf *b, const struct leg *left, const struct leg *right,
    int32_t day, int32_t today)
{
	const struct leg *only = left ? left : right;

	if (left && right) {
		leg_put_dates(b, left->day, right->day);
		put_reopened(b, "l.reopened=", left);
		put_reopened(b, "r.reopened=", right);
		leg_put_named(b, "l.id=", id_of(left));
		leg_put_named(b, "r.id=", id_of(right));
		leg_put_day(b, "l.first=", left->first);
		leg_put_day(b, "r.first=", right->first);
	} else {
		put_reopened(b, "reopened=", only);
		leg_put_named(b, "id=", id_of(only));
		leg_put_day(b, "first=", only->first);
	}
	b->len += age_format(buf_room(b, AGE_CAP), today - day);
}

/* The fixed fields of r, which get the day as DATE. */
static void
put_head(struct buf *b, const struct result *r, int32_t day)
{
	struct result dated = *r;
	char date[DATE_LEN + 1];

	date_format(day, date);
	dated.date = (struct span){ date, DATE_LEN };
	result_format(b, &dated);
}

void
leg_line_keep(struct buf *b, const struct leg *l, int32_t today)
{
	const struct leg *right = leg_has_other(l) ? l + 1 : l;
	struct span rest = l->line->carried, field, value;
	int32_t day = earlier(l->day, right->day);

	put_head(b, l->line, day);
	while (tsv_next(&rest, &field)) {
		enum leg_field f = leg_field_of(field, &value);

		if (f == LEG_OTHER || f == LEG_LN || f == LEG_RN)
			leg_put_field(b, field);
	}
	put_tail(b, l->line->has_left ? l : NULL,
	    l->line->has_right ? right : NULL, day, today);
}

static char *
put(char *to, struct span name, const char *value, size_t n)
{
	to = span_put(to, name);
	memcpy(to, value, n);
	return to + n;
}

void
leg_line_begin(struct buf *b, const struct leg *l, size_t n)
{
	enum { TAIL = 2 * (LEG_ID + DATE_LEN) + AGE_CAP + 32 };
	char *start = buf_room(b, l->line->line.len + TAIL), *to;
	char first[DATE_LEN + 1];

	date_format(l->first, first);
	to = span_put(start, l->line->line);
	if (n == 1) {
		to = put(to, SPAN("\tid="), l->id, LEG_ID);
		to = put(to, SPAN("\tfirst="), first, DATE_LEN);
	} else {
		to = put(to, SPAN("\tl.id="), l[0].id, LEG_ID);
		to = put(to, SPAN("\tr.id="), l[1].id, LEG_ID);
		to = put(to, SPAN("\tl.first="), first, DATE_LEN);
		to = put(to, SPAN("\tr.first="), first, DATE_LEN);
	}
	to += age_format(to, l->first - l->day);
	b->len += (size_t)(to - start);
}

/* Takes a field of which the value has n bytes off the end of line. */
static bool
cut_field(struct span *line, struct span name, size_t n)
{
	struct span field = { line->p, name.len };

	if (line->len < name.len + n)
		return false;
	field.p += line->len - name.len - n;
	if (!span_eq(field, name))
		return false;
	line->len -= name.len + n;
	return true;
}

bool
leg_line_is_known(const struct result *r, struct span *line)
{
	struct span rest = r->carried.p ? r->line : (struct span){ 0 };
	size_t digits = 0;

	while (digits < 8 && digits < rest.len &&
	    rest.p[rest.len - 1 - digits] >= '0' &&
	    rest.p[rest.len - 1 - digits] <= '9')
		digits++;
	if (!cut_field(&rest, SPAN("\tage="), digits))
		return false;
	*line = rest;
	if (r->has_left && r->has_right)
		return cut_field(&rest, SPAN("\tr.first="), DATE_LEN) &&
		    cut_field(&rest, SPAN("\tl.first="), DATE_LEN) &&
		    cut_field(&rest, SPAN("\tr.id="), LEG_ID) &&
		    cut_field(&rest, SPAN("\tl.id="), LEG_ID);
	return cut_field(&rest, SPAN("\tfirst="), DATE_LEN) &&
	    cut_field(&rest, SPAN("\tid="), LEG_ID);
}

/* The fields of a leg that are of a side, whichever, or of none. */
static void
put_sided(struct buf *b, const struct leg *l)
{
	struct span rest = l->line->carried, field;

	while (leg_field_next(l, &rest, &field))
		if (leg_whose(field) != LEG_OF_BOTH)
			leg_put_field(b, field);
}

/* The fields of no side that a leg has: as it is what the other has too, once;
 * else as a field of the leg's side. */
static void
put_unsided(struct buf *b, const struct leg *l, const struct leg *other)
{
	struct span rest = l->line->carried, field;

	while (leg_field_next(l, &rest, &field)) {
		if (leg_whose(field) != LEG_OF_BOTH)
			continue;
		if (!leg_has_field(other, field))
			leg_put_named(b, l->side == 'L' ? "l." : "r.", field);
		else if (l->side == 'L')
			leg_put_field(b, field);
	}
}

static void
put_all(struct buf *b, const struct leg *l)
{
	struct span rest = l->line->carried, field;

	while (leg_field_next(l, &rest, &field))
		leg_put_field(b, field);
}

static int
subtract(struct result *r, struct err *e)
{
	if (amount_sub(r->left, r->right, &r->diff) == AMOUNT_OK)
		return 0;
	return err_set(e, ST_DATA, "a difference of key \"%s\" does not fit",
	    excerpt(r->key).s);
}

static enum result_class
class_alone(const struct leg *l)
{
	enum result_class c = l->line->class;

	if (c == CLASS_DUPLICATE)
		return c;
	if (l->ambiguous || c == CLASS_AMBIGUOUS)
		return CLASS_AMBIGUOUS;
	return l->side == 'L' ? CLASS_LEFT : CLASS_RIGHT;
}

int
leg_line_show(struct buf *b, struct leg *left, struct leg *right, int32_t today,
    struct err *e)
{
	struct leg *only = left ? left : right, *both[2] = { only, right };
	bool two = left && right;
	int32_t day = only->day;
	struct result r = {
		.key = only->line->key,
		.class = two ? CLASS_AMOUNT : class_alone(only),
		.has_left = left != NULL,
		.has_right = right != NULL,
		.currency = only->line->currency,
	};

	if (left)
		r.left = left->amount;
	if (right) {
		r.right = right->amount;
		day = earlier(day, right->day);
	}
	if (subtract(&r, e))
		return -1;
	put_head(b, &r, day);
	leg_put_counts(b, both, two ? 2 : 1);
	if (two) {
		put_sided(b, left);
		put_sided(b, right);
		put_unsided(b, left, right);
		put_unsided(b, right, left);
	} else {
		put_all(b, only);
	}
	put_tail(b, left, right, day, today);
	return 0;
}
