#include "rule/condition.h"

#include <stdlib.h>

#include "rule/condition_state.h"

void
condition_each(const struct condition *c,
    void (*see)(void *arg, const struct condition_part *), void *arg)
{
	if (c->left)
		condition_each(c->left, see, arg);
	if (c->right)
		condition_each(c->right, see, arg);
	if (!c->left)
		see(arg,
		    &(struct condition_part){ span_str(c->column), c->operator,
			c->other ? span_str(c->other) : c->value, c->quoted,
			c->other != NULL });
}

static void
add_name(struct names *names, const char *name)
{
	if (names_find(names, span_str(name)) < 0)
		names_add(names, span_str(name));
}

void
condition_columns(const struct condition *c, struct names *names)
{
	if (c->left)
		condition_columns(c->left, names);
	if (c->right)
		condition_columns(c->right, names);
	if (c->column)
		add_name(names, c->column);
	if (c->other)
		add_name(names, c->other);
}

int
condition_bind(struct condition *c, const struct header *h, struct err *e)
{
	int i;

	if (c->left)
		return condition_bind(c->left, h, e) ||
			(c->right && condition_bind(c->right, h, e))
		    ? -1
		    : 0;
	i = header_need(h, span_str(c->column), e);
	c->at = (size_t)i;
	if (i >= 0 && c->other) {
		i = header_need(h, span_str(c->other), e);
		c->other_at = (size_t)i;
	}
	return i < 0 ? -1 : 0;
}

static int
bad_cell(const struct condition *c, struct span cell, const char *what,
    struct err *e)
{
	return err_set(
	    e, ST_DATA, "%s: \"%s\" %s", c->column, excerpt(cell).s, what);
}

static int
ordered(const struct condition *c, int cmp)
{
	return (c->outcomes &
		   (cmp < 0      ? CONDITION_BELOW
			   : cmp ? CONDITION_ABOVE
				 : CONDITION_SAME)) != 0;
}

static int
test_number(const struct condition *c, struct span cell, struct err *e)
{
	struct amount a;

	if (cell.len == 0)
		return 0;
	if (!condition_number(cell, &a))
		return bad_cell(c, cell,
		    "is to be compared, but is not a "
		    "plain number",
		    e);
	return ordered(c, amount_cmp(a, c->number));
}

static int
test_date(const struct condition *c, struct span cell, struct err *e)
{
	if (cell.len == 0)
		return 0;
	if (!condition_begins_date(cell))
		return bad_cell(c, cell,
		    "is to be compared, but does not "
		    "begin with a date YYYY-MM-DD",
		    e);
	if (cell.len > c->value.len)
		cell.len = c->value.len;
	return ordered(c, span_cmp(cell, c->value));
}

/* Two cells: the other one is the value. */
static int
test_other(const struct condition *c, const struct span *cells, struct err *e)
{
	struct condition with = *c;

	with.value = cells[c->other_at];
	if (c->kind == CONDITION_TEXT)
		return span_eq(cells[c->at], with.value) == c->wanted;
	if (with.value.len == 0)
		return 0;
	if (condition_number(with.value, &with.number))
		return test_number(&with, cells[c->at], e);
	with.column = c->other;
	if (!condition_begins_date(with.value))
		return bad_cell(&with, with.value,
		    "is to be compared, but is neither a plain number nor a "
		    "date",
		    e);
	with.column = c->column;
	return test_date(&with, cells[c->at], e);
}

int
condition_test(
    const struct condition *c, const struct span *cells, struct err *e)
{
	int r;

	if (c->other)
		return test_other(c, cells, e);
	switch (c->kind) {
	case CONDITION_AND:
		r = condition_test(c->left, cells, e);
		return r == 1 ? condition_test(c->right, cells, e) : r;
	case CONDITION_OR:
		r = condition_test(c->left, cells, e);
		return r == 0 ? condition_test(c->right, cells, e) : r;
	case CONDITION_NOT:
		r = condition_test(c->left, cells, e);
		return r < 0 ? r : !r;
	case CONDITION_TEXT:
		return span_eq(cells[c->at], c->value) == c->wanted;
	case CONDITION_PATTERN:
		r = pattern_match(
		    (struct pattern *)&c->pattern, cells[c->at], e);
		return r < 0 ? r : r == c->wanted;
	case CONDITION_NUMBER:
		return test_number(c, cells[c->at], e);
	case CONDITION_DATE:
		break;
	}
	return test_date(c, cells[c->at], e);
}

void
condition_free(struct condition *c)
{
	if (!c)
		return;
	condition_free(c->left);
	condition_free(c->right);
	pattern_close(&c->pattern);
	free(c->column);
	free(c->other);
	free((char *)c->value.p);
	free(c);
}
