#include "figures/by_field.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

static struct span
value_of(const struct by_field *f, struct span carried)
{
	static const char *const sides[] = { "l.", "r.", "" };
	struct span value = SPAN(TSV_NONE);
	struct buf name = { 0 };
	bool found = false;

	for (size_t i = 0; i < sizeof sides / sizeof *sides && !found; i++) {
		buf_clear(&name);
		buf_str(&name, sides[i]);
		buf_str(&name, f->name);
		found = result_carried(carried, buf_span(&name), &value);
	}
	buf_free(&name);
	return value;
}

static struct by_field_value *
find_or_new(struct by_field *f, struct span value, struct err *e)
{
	if (f->last < f->n &&
	    span_eq(value, span_str(f->values[f->last].value)))
		return &f->values[f->last];
	for (f->last = 0; f->last < f->n; f->last++)
		if (span_eq(value, span_str(f->values[f->last].value)))
			return &f->values[f->last];
	if (f->n == BY_FIELD_MAX) {
		err_set(e, ST_DATA,
		    "the field \"%s\" has more than %d values; totals by it "
		    "are of no use",
		    f->name, BY_FIELD_MAX);
		return NULL;
	}
	f->values = mem_grow(f->values, &f->cap, f->n + 1, sizeof *f->values);
	f->values[f->n] = (struct by_field_value){ mem_dup(value), { 0 } };
	return &f->values[f->n++];
}

int
by_field_add(struct by_field *f, const struct result *r, struct err *e)
{
	struct by_field_value *v;

	if (!f->name)
		return 0;
	v = find_or_new(f, value_of(f, r->carried), e);
	return v ? class_totals_add(&v->totals, r, e) : -1;
}

static int
by_value(const void *a, const void *b)
{
	const struct by_field_value *x = a, *y = b;

	return strcmp(x->value, y->value);
}

void
by_field_sort(struct by_field *f)
{
	if (f->n)
		qsort(f->values, f->n, sizeof *f->values, by_value);
	for (size_t i = 0; i < f->n; i++)
		class_totals_sort(&f->values[i].totals);
	f->last = 0;
}

bool
by_field_absent(const struct by_field *f)
{
	return f->n == 1 && !strcmp(f->values[0].value, TSV_NONE);
}

void
by_field_free(struct by_field *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->values[i].value);
		class_totals_free(&f->values[i].totals);
	}
	free(f->values);
	*f = (struct by_field){ 0 };
}
