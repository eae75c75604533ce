#include "join/lines/join_lines.h"

#include "text/tsv.h"

int
join_lines_check_date(const struct record *r, struct err *e)
{
	if (!tsv_is_none(r->date))
		return 0;
	return err_set(e, ST_DATA,
	    "key \"%s\": a record without a date, which --date-window needs",
	    excerpt(r->key).s);
}

int
join_lines_subtract(struct outcome *o, struct err *e)
{
	static const struct amount zero;

	if (amount_sub(o->left ? o->left->amount : zero,
		o->right ? o->right->amount : zero, &o->diff) == AMOUNT_OK)
		return 0;
	return err_set(e, ST_DATA, "key \"%s\": its difference is too large",
	    excerpt((o->left ? o->left : o->right)->key).s);
}

enum result_class
join_lines_class(const struct join_lines *l, const struct outcome *o)
{
	const struct tolerance *t;
	struct amount left, right;

	if (!o->right)
		return CLASS_LEFT;
	if (!o->left)
		return CLASS_RIGHT;
	if (amount_is_zero(o->diff))
		return CLASS_MATCHED;
	t = tolerance_for(&l->join->rules->match.tolerances, o->left->currency);
	if (!t)
		return CLASS_AMOUNT;
	left = o->left->amount;
	right = o->right->amount;
	/* they fit: their difference was made at this scale */
	amount_rescale(&left, o->diff.scale, ROUND_NONE);
	amount_rescale(&right, o->diff.scale, ROUND_NONE);
	return tolerance_covers(t, left.minor, right.minor, o->diff.scale)
	    ? CLASS_MATCHED
	    : CLASS_AMOUNT;
}

static int
count_side(struct total *t, char side, const struct record *r, struct err *e)
{
	if (!r || total_add(t, side, r->currency, r->amount) == AMOUNT_OK)
		return 0;
	return err_set(e, ST_DATA, "the sum of %c.%.*s is too large", side,
	    (int)r->currency.len, r->currency.p);
}

/* The first line of its class. */
static void
note_first(struct join *j, const struct outcome *o)
{
	if (o->class == CLASS_LEFT)
		j->first[0] = excerpt(o->left->key);
	else if (o->class == CLASS_RIGHT)
		j->first[1] = excerpt(o->right->key);
}

/* An outcome of the class matched stays it only if its fields agree. */
static void
compare_fields(struct join_lines *l, struct outcome *o)
{
	const struct compared_fields *fields = &l->join->rules->compared;

	if (o->class != CLASS_MATCHED || fields->n == 0 ||
	    !compared_fields_differ(fields, o->left->carried, o->right->carried,
		&l->differing, &l->join->compared))
		return;
	o->class = CLASS_FIELD;
	o->fields = buf_span(&l->differing);
}

/* Is it for another pass? */
static bool
is_passed_on(const struct join_lines *l, const struct outcome *o)
{
	return l->join->open &&
	    (o->class == CLASS_LEFT || o->class == CLASS_RIGHT ||
		o->class == CLASS_AMOUNT || o->class == CLASS_AMBIGUOUS);
}

static int
pass_on(struct join_lines *l, const struct record *r, bool only, struct err *e)
{
	struct stream_out *to;

	if (!r)
		return 0;
	to = open_files_of(l->join->open, r->side);
	if (only)
		stream_put(to, r->line);
	else
		outcomes_add_line(&l->passed[r->side == 'R'], r->line);
	return total_record(&to->total, r, e);
}

/* Writes the line, whose class is settled. */
static int
write_line(struct join_lines *l, struct outcome *o, bool only, struct err *e)
{
	if (o->class == CLASS_MATCHED || o->class == CLASS_FIELD)
		o->pass = l->join->rules->pass;
	if (only)
		outcome_write(o, l->to);
	else
		outcome_add(&l->outcomes, o);
	l->to->total.records++;
	if (o->class == CLASS_MATCHED && !amount_is_zero(o->diff) &&
	    residuals_add(&l->join->residuals, o->left->currency, o->diff, e))
		return -1;
	return count_side(&l->left, 'L', o->left, e) ||
		count_side(&l->right, 'R', o->right, e)
	    ? -1
	    : 0;
}

int
join_lines_write(
    struct join_lines *l, struct outcome *o, bool only, struct err *e)
{
	compare_fields(l, o);
	if (l->join->of[o->class]++ == 0)
		note_first(l->join, o);
	l->join->placed += o->records;
	if (!is_passed_on(l, o))
		return write_line(l, o, only, e);
	return pass_on(l, o->left, only, e) || pass_on(l, o->right, only, e)
	    ? -1
	    : 0;
}

void
join_lines_flush(struct join_lines *l)
{
	outcomes_write(&l->outcomes, l->to);
	for (int i = 0; i < 2 && l->join->open; i++)
		outcomes_write(&l->passed[i], &l->join->open->side[i]);
}

void
join_lines_free(struct join_lines *l)
{
	outcomes_free(&l->outcomes);
	outcomes_free(&l->passed[0]);
	outcomes_free(&l->passed[1]);
	total_free(&l->left);
	total_free(&l->right);
	buf_free(&l->differing);
}
