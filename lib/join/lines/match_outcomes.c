#include "join/lines/match_outcomes.h"

int
outcome_of_sum(struct outcome *o, const struct matcher *m, size_t i,
    const struct record *const *records, struct sums *sums, struct err *e)
{
	const struct sum_search *s = &m->sums.search;
	size_t from = i ? s->ends[i - 1] : 0;

	sums_begin(sums, records[s->ranks[from]]->key);
	for (size_t k = from; k < s->ends[i]; k++)
		if (sums_add(sums, records[s->ranks[k]], e))
			return -1;
	sums_outcome(sums, 0, o);
	o->class = CLASS_MATCHED;
	return 0;
}
