#include "match/match_sums.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/time/date.h"

/* The i-th of both sides, the lefts first. */
static struct nearest_item *
item_at(struct nearest_side left, struct nearest_side right, size_t i)
{
	return i < left.n ? &left.items[i] : &right.items[i - left.n];
}

enum sum_result
match_sums_run(struct match_sums *m, struct nearest_side left,
    struct nearest_side right, const struct record *const *records,
    const struct sum_rules *rules)
{
	size_t n = left.n + right.n, from = m->search.n_ranks;
	enum sum_result result;

	m->items = mem_grow(m->items, &m->cap, n, sizeof *m->items);
	for (size_t i = 0; i < n; i++) {
		const struct nearest_item *it = item_at(left, right, i);

		m->items[i] = (struct sum_item){
			.minor = it->minor,
			.day = SUM_NO_DAY,
			.is_left = i < left.n,
			.rank = i,
		};
		date_parse(records[it->rank]->date, &m->items[i].day);
	}
	result = sum_search_run(&m->search, m->items, n, rules);
	for (size_t i = 0; i < n; i++) {
		struct sum_item *sum = &m->items[i];
		struct nearest_item *it = item_at(left, right, sum->rank);

		it->taken = sum->state != SUM_OPEN;
		sum->rank = it->rank;
	}
	for (size_t i = from; i < m->search.n_ranks; i++) {
		size_t *rank = &m->search.ranks[i];

		*rank = item_at(left, right, *rank)->rank;
	}
	return result;
}

void
match_sums_free(struct match_sums *m)
{
	sum_search_free(&m->search);
	free(m->items);
	*m = (struct match_sums){ 0 };
}
