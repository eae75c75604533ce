#include "report/day/day.h"

#include <stdlib.h>

#include "base/mem.h"
#include "figures/ages.h"
#include "text/tsv.h"

void
day_by(struct day *d, const struct names *fields)
{
	if (!fields->n)
		return;
	d->by = mem_zeroed(fields->n, sizeof *d->by);
	for (size_t i = 0; i < fields->n; i++)
		d->by[i].name = mem_dup(fields->list[i]);
	d->n_by = fields->n;
}

/* Of an age that is not 0: that is also the age of what is dated later. */
static void
note_day(struct day *d, const struct result *r, int32_t age)
{
	if (d->has_of || age == 0 || tsv_is_none(r->date))
		return;
	d->of = r->day + age;
	d->has_of = true;
}

int
day_add(struct day *d, const struct result *r, struct err *e)
{
	int32_t age;

	d->results++;
	if (result_is_open(r)) {
		d->open_lines++;
		if (age_of(r, &age)) {
			note_day(d, r, age);
			if (!d->has_oldest || age > d->oldest)
				d->oldest = age;
			d->has_oldest = true;
		}
		if (class_totals_add(&d->open, r, e))
			return -1;
	}
	for (size_t i = 0; i < d->n_by; i++)
		if (by_field_add(&d->by[i], r, e))
			return -1;
	return summary_add(&d->summary, r, e);
}

void
day_sort(struct day *d)
{
	class_totals_sort(&d->summary.all);
	class_totals_sort(&d->open);
	largest_sort(&d->summary.top);
	for (int i = 0; i < SUMMARY_AGES; i++)
		class_totals_sort(&d->summary.by_age[i]);
	for (size_t i = 0; i < d->n_by; i++)
		by_field_sort(&d->by[i]);
}

int
day_sum(const struct class_totals_row *row, struct class_totals_sum *sum,
    struct err *e)
{
	*sum = (struct class_totals_sum){ 0 };
	for (int c = 0; c < CLASS_COUNT; c++)
		if (class_totals_sum_add(
			sum, &row->of[c], class_totals_currency(row), e))
			return -1;
	return 0;
}

int
day_difference(const struct class_totals_sum *sum, struct span currency,
    struct amount *diff, struct err *e)
{
	if (amount_sub(sum->left, sum->right, diff) == AMOUNT_OK)
		return 0;
	return err_set(e, ST_DATA, "a difference of %.*s is too large",
	    (int)currency.len, currency.p);
}

void
day_free(struct day *d)
{
	summary_free(&d->summary);
	class_totals_free(&d->open);
	for (size_t i = 0; i < d->n_by; i++) {
		free((char *)d->by[i].name);
		by_field_free(&d->by[i]);
	}
	free(d->by);
	*d = (struct day){ 0 };
}
