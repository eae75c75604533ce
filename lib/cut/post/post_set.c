#include "cut/post/post_set.h"

#include <stdlib.h>

#include "base/mem.h"

void
post_set_stop(
    struct post_set *s, struct post_good *g, size_t i, const struct err *e)
{
	const struct posting *p = &s->in->list[i];
	size_t k = 0;

	*g = (struct post_good){ .n = i, .is_bad = true, .bad = *e };
	while (k < i && !span_eq(s->in->list[k].id, p->id))
		k++;
	if (k == i)
		return;
	g->is_apart = true;
	err_set(&g->bad, ST_DATA,
	    "posting \"%s\": its records do not stand one behind the other",
	    excerpt(p->id).s);
	postings_in_err(s->in, p, 0, &g->bad);
}

static int
make_items(struct post_set *s, struct err *e)
{
	s->n = s->entries.n = 0;
	s->items = mem_grow(s->items, &s->cap, s->in->n + 1, sizeof *s->items);
	for (size_t i = 0; i < s->in->n; i++) {
		const struct posting *p = &s->in->list[i];
		struct post_item *x = &s->items[i];

		*x = (struct post_item){ .posting = p, .first = s->entries.n };
		if (post_entries_add(&s->entries, s->accounts, s->in, p, &x->n,
			x->digest, e)) {
			if (e->status != ST_DATA)
				return -1;
			post_set_stop(s, &s->made, i, e);
			return 0;
		}
		s->n++;
	}
	s->made = (struct post_good){ .n = s->n };
	return 0;
}

static int
cmp_ids(const void *a, const void *b)
{
	const struct post_item *x = *(struct post_item *const *)a,
			       *y = *(struct post_item *const *)b;
	int c = span_cmp(x->posting->id, y->posting->id);

	return c ? c : (x > y) - (x < y);
}

static void
sort_ids(struct post_set *s)
{
	s->by_id =
	    mem_grow(s->by_id, &s->cap_by_id, s->n + 1, sizeof *s->by_id);
	for (size_t i = 0; i < s->n; i++)
		s->by_id[i] = &s->items[i];
	if (s->n > 1)
		qsort(s->by_id, s->n, sizeof *s->by_id, cmp_ids);
	for (size_t i = 1; i < s->n; i++)
		if (span_eq(
			s->by_id[i]->posting->id, s->by_id[i - 1]->posting->id))
			s->by_id[i]->again =
			    (size_t)(s->by_id[i - 1] - s->items) + 1;
}

static int
cmp_account(
    struct span account, struct span currency, struct span a, struct span c)
{
	int r = span_cmp(account, a);

	return r ? r : span_cmp(currency, c);
}

static int
cmp_entries(const void *a, const void *b)
{
	const struct post_entry *x = *(struct post_entry *const *)a,
				*y = *(struct post_entry *const *)b;

	return cmp_account(x->account, x->currency, y->account, y->currency);
}

static void
list_accounts(struct post_set *s)
{
	size_t n = s->entries.n;
	struct post_account *last = NULL;

	s->sorted =
	    mem_grow(s->sorted, &s->cap_sorted, n + 1, sizeof *s->sorted);
	s->list = mem_grow(s->list, &s->cap_list, n + 1, sizeof *s->list);
	s->n_list = 0;
	for (size_t i = 0; i < n; i++)
		s->sorted[i] = &s->entries.list[i];
	if (n > 1)
		qsort(s->sorted, n, sizeof *s->sorted, cmp_entries);
	for (size_t i = 0; i < n; i++) {
		struct post_entry *x = s->sorted[i];

		if (!last || !span_eq(last->account, x->account) ||
		    !span_eq(last->currency, x->currency)) {
			last = &s->list[s->n_list++];
			*last = (struct post_account){ .account = x->account,
				.currency = x->currency };
		}
		x->at = s->n_list - 1;
	}
}

int
post_set_make(struct post_set *s, struct err *e)
{
	if (make_items(s, e))
		return -1;
	sort_ids(s);
	list_accounts(s);
	return 0;
}

void
post_set_begin(struct post_set *s)
{
	s->dates.has_now = false;
	for (size_t i = 0; i < s->n; i++)
		s->items[i].is_there = false;
	for (size_t i = 0; i < s->n_list; i++) {
		struct post_account *a = &s->list[i];

		*a = (struct post_account){ .account = a->account,
			.currency = a->currency };
	}
}

struct post_account *
post_set_account(struct post_set *s, struct span account, struct span currency)
{
	size_t from = 0, to = s->n_list;

	while (from < to) {
		size_t i = from + (to - from) / 2;
		struct post_account *a = &s->list[i];
		int c = cmp_account(account, currency, a->account, a->currency);

		if (c == 0)
			return a;
		if (c < 0)
			to = i;
		else
			from = i + 1;
	}
	return NULL;
}

void
post_set_there(struct post_set *s, struct span id, struct span digest)
{
	size_t from = 0, to = s->n;

	while (from < to) {
		size_t i = from + (to - from) / 2;

		if (span_cmp(s->by_id[i]->posting->id, id) < 0)
			from = i + 1;
		else
			to = i;
	}
	for (; from < s->n && span_eq(s->by_id[from]->posting->id, id);
	     from++) {
		s->by_id[from]->is_there = true;
		s->by_id[from]->is_same =
		    span_eq(span_str(s->by_id[from]->digest), digest);
	}
}

bool
post_set_knows_before(const struct post_set *s, int32_t date)
{
	return s->dates.has_before && s->dates.date == date;
}

void
post_set_free(struct post_set *s)
{
	free(s->items);
	free(s->by_id);
	free(s->list);
	free(s->sorted);
	post_entries_free(&s->entries);
	*s = (struct post_set){ 0 };
}
