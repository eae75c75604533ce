#include "notify/choose/choose.h"

#include <stdlib.h>

#include "base/mem.h"
#include "figures/ages.h"

enum {
	CLOSED =
	    1u << CLASS_ADJUSTED | 1u << CLASS_MATCHED | 1u << CLASS_ROLLED,
	ALL = (1u << CLASS_COUNT) - 1,
};

static int
add_class(struct choose *c, struct span name, struct err *e)
{
	for (int i = 0; i < CLASS_COUNT; i++)
		if (span_eq(result_class_text((enum result_class)i), name)) {
			c->classes |= 1u << i;
			return 0;
		}
	return err_set(e, ST_FAIL,
	    "no class is \"%s\"; recon-result(5) has them", excerpt(name).s);
}

int
choose_class_value(void *at, const struct option_given *o, struct err *e)
{
	struct choose *c = at;
	struct names list = { 0 };
	int r = names_parse(&list, span_str(o->value), e);

	c->classes = 0;
	for (size_t i = 0; i < list.n && r == 0; i++)
		r = add_class(c, list.list[i], e);
	names_free(&list);
	return r;
}

int
choose_least_value(void *at, const struct option_given *o, struct err *e)
{
	struct choose *c = at;
	enum amount_result r = amount_parse(span_str(o->value), &c->least);

	if (r != AMOUNT_OK)
		return err_set(
		    e, ST_FAIL, "\"%s\" %s", o->value, amount_why(r));
	if (c->least.minor < 0)
		return err_set(e, ST_FAIL, "\"%s\" is below 0", o->value);
	c->has_least = true;
	return 0;
}

int
choose_only_value(void *at, const struct option_given *o, struct err *e)
{
	struct choose *c = at;
	struct rule_words w = rule_words_of(span_str(o->value));
	struct condition *only = condition_parse(&w, e);

	if (!only)
		return -1;
	if (!rule_words_end(&w)) {
		rule_words_fail(&w, "not understood", e);
		condition_free(only);
		return -1;
	}
	c->only =
	    mem_grow(c->only, &c->cap_only, c->n_only + 1, sizeof *c->only);
	c->only[c->n_only++] = only;
	return 0;
}

bool
choose_class(const struct choose *c, enum result_class class)
{
	unsigned of = c->classes ? c->classes : ALL & ~(unsigned)CLOSED;

	return of >> class & 1;
}

bool
choose_closed(const struct choose *c)
{
	return c->classes & CLOSED;
}

/* The columns of a condition are whatever names it has. */
static int
bind(struct choose *c, struct err *e)
{
	struct header h = { 0 };
	struct names names = { 0 };
	int r = 0;

	for (size_t i = 0; i < c->n_only; i++)
		condition_columns(c->only[i], &names);
	for (size_t i = 0; i < names.n; i++)
		line_cells_name(&c->cells, names.list[i]);
	names_free(&names);
	for (size_t i = 0; i < c->cells.names.n; i++)
		header_add(&h, c->cells.names.list[i]);
	for (size_t i = 0; i < c->n_only && r == 0; i++)
		r = condition_bind(c->only[i], &h, e);
	header_free(&h);
	c->bound = r == 0;
	return r;
}

static bool
is_late(const struct choose *c, const struct result *r)
{
	int32_t days;

	return c->overdue == 0 ||
	    (result_is_open(r) && age_of(r, &days) &&
		days >= (int32_t)c->overdue);
}

int
choose_line(struct choose *c, const struct result *r, struct err *e)
{
	int holds = 1;

	if (!c->bound && bind(c, e))
		return -1;
	if (!choose_class(c, r->class))
		return 0;
	line_cells_read(&c->cells, r);
	if (!is_late(c, r))
		return 0;
	if (c->has_least && amount_cmp(amount_abs(r->diff), c->least) < 0)
		return 0;
	for (size_t i = 0; i < c->n_only && holds == 1; i++)
		holds = condition_test(c->only[i], c->cells.cells, e);
	return holds;
}

void
choose_free(struct choose *c)
{
	for (size_t i = 0; i < c->n_only; i++)
		condition_free(c->only[i]);
	free(c->only);
	line_cells_free(&c->cells);
	*c = (struct choose){ 0 };
}
