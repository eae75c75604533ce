#include "join/match_outcomes.h"

struct outcome
outcome_of_pair(enum result_class class, const struct record *left,
    const struct record *right)
{
	return (struct outcome){
		.class = class,
		.left = left,
		.right = right,
		.records = left && right ? 2 : 1,
	};
}

/* The sum whose records are of these ranks, from from to end. */
static int
add_up(const struct sum_search *s, size_t from, size_t end,
    const struct record *const *records, struct sums *sums, struct outcome *o,
    struct err *e)
{
	sums_begin(sums, records[s->ranks[from]]->key);
	for (size_t i = from; i < end; i++)
		if (sums_add(sums, records[s->ranks[i]], e))
			return -1;
	sums_outcome(sums, 0, o);
	o->class = CLASS_MATCHED;
	return 0;
}

int
match_outcomes(const struct matcher *m, const struct record *const *records,
    struct sums *sums, outcome_take_fn *take, void *arg, struct err *e)
{
	const struct sum_search *s = &m->sums.search;
	struct outcome o;

	for (size_t i = 0; i < m->n; i++) {
		const struct match *match = &m->matches[i];

		o = outcome_of_pair(match->class,
		    match->left != MATCH_NONE ? records[match->left] : NULL,
		    match->right != MATCH_NONE ? records[match->right] : NULL);
		if (take(arg, &o, e))
			return -1;
	}
	for (size_t i = 0, from = 0; i < s->n; from = s->ends[i++])
		if (add_up(s, from, s->ends[i], records, sums, &o, e) ||
		    take(arg, &o, e))
			return -1;
	return 0;
}
