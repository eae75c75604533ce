#include "roll/legs/rolled_line.h"

#include "roll/legs/leg_text.h"
#include "value/time/date.h"

enum { NO_DAY = INT32_MAX };

/* The earliest DATEs of the sides of a rolled line; NO_DAY where a side is
 * missing. */
struct days {
	int32_t left, right;
};

static int
too_large(const struct leg *l, struct err *e)
{
	return err_set(e, ST_DATA,
	    "the open items of key "
	    "\"%s\" add up to more than fits",
	    excerpt(l->line->key).s);
}

static int
add_up(struct result *r, struct leg *const *legs, size_t n, struct days *days,
    struct err *e)
{
	*days = (struct days){ NO_DAY, NO_DAY };
	for (size_t i = 0; i < n; i++) {
		const struct leg *l = legs[i];
		bool left = l->side == 'L';
		struct amount *sum = left ? &r->left : &r->right;
		int32_t *day = left ? &days->left : &days->right;

		if (l->day < *day)
			*day = l->day;
		if (amount_add(*sum, l->amount, sum) != AMOUNT_OK)
			return too_large(l, e);
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

static bool
is_concerned(const struct leg *l, enum leg_whose whose)
{
	return whose == LEG_OF_BOTH ||
	    (l->side == 'L') == (whose == LEG_OF_LEFT);
}

static bool
all_have(
    struct leg *const *legs, size_t n, struct span field, enum leg_whose whose)
{
	for (size_t i = 0; i < n; i++)
		if (is_concerned(legs[i], whose) &&
		    !leg_has_field(legs[i], field))
			return false;
	return true;
}

/* The fields of a side, in the order of the first leg that has it. */
static void
add_fields(
    struct buf *b, struct leg *const *legs, size_t n, enum leg_whose whose)
{
	struct span rest, field;
	size_t first = 0;

	while (first < n && !is_concerned(legs[first], whose))
		first++;
	if (first == n)
		return;
	rest = legs[first]->line->carried;
	while (leg_field_next(legs[first], &rest, &field))
		if (leg_whose(field) == whose &&
		    !span_begins(field, SPAN("closed=")) &&
		    all_have(legs, n, field, whose))
			leg_put_field(b, field);
}

static void
add_closes(struct buf *b, struct leg *const *legs, size_t n)
{
	const char *before = "\tcloses=";

	for (size_t i = 0; i < n; i++) {
		if (!legs[i]->before)
			continue;
		buf_str(b, before);
		buf_add(b, (struct span){ legs[i]->id, LEG_ID });
		before = ",";
	}
}

/* more are fields, each with a TAB before it. */
static int
format(struct buf *b, struct result *r, enum result_class class,
    struct leg *const *legs, size_t n, struct span more, int32_t today,
    struct err *e)
{
	char date[DATE_LEN + 1];
	struct days days;

	*r = (struct result){ .key = legs[0]->line->key,
		.class = class,
		.has_left = true,
		.has_right = true,
		.currency = legs[0]->line->currency };
	if (add_up(r, legs, n, &days, e))
		return -1;
	date_format(days.left < days.right ? days.left : days.right, date);
	r->date = (struct span){ date, DATE_LEN };
	result_format(b, r);
	r->date = (struct span){ 0 };
	leg_put_counts(b, legs, n);
	add_fields(b, legs, n, LEG_OF_LEFT);
	add_fields(b, legs, n, LEG_OF_RIGHT);
	add_fields(b, legs, n, LEG_OF_BOTH);
	if (days.left != NO_DAY && days.right != NO_DAY)
		leg_put_dates(b, days.left, days.right);
	buf_add(b, more);
	add_closes(b, legs, n);
	leg_put_day(b, "closed=", today);
	return 0;
}

int
rolled_format(struct buf *b, struct result *r, struct leg *const *legs,
    size_t n, int32_t today, struct err *e)
{
	return format(
	    b, r, CLASS_ROLLED, legs, n, (struct span){ 0 }, today, e);
}

int
adjusted_format(struct buf *b, struct result *r, struct leg *const *legs,
    size_t n, struct span more, int32_t today, struct err *e)
{
	return format(b, r, CLASS_ADJUSTED, legs, n, more, today, e);
}
