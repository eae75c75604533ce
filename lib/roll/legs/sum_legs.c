#include "roll/legs/sum_legs.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/plural.h"
#include "match/match.h"

static unsigned
steps_of(const struct sum_legs_rules *r)
{
	return r->steps ? r->steps : SUM_LEGS_STEPS;
}

static bool
has_waited(const struct leg *l, unsigned days, int32_t today)
{
	return l->before && (int64_t)today - l->day >= days;
}

static int
load(struct sum_legs *s, struct leg *const *legs, size_t n, int scale,
    unsigned after, int32_t today, struct err *e)
{
	s->items = mem_grow(s->items, &s->cap, n, sizeof *s->items);
	for (size_t i = 0; i < n; i++) {
		const struct leg *l = legs[i];
		struct amount a = l->amount;

		if (amount_rescale(&a, scale, ROUND_NONE) != AMOUNT_OK)
			return match_too_large(l->line->key, e);
		s->items[i] = (struct sum_item){
			.minor = a.minor,
			.day = l->day,
			.is_left = l->side == 'L',
			.is_fresh = !has_waited(l, after, today),
			.rank = i,
		};
	}
	return 0;
}

static void
give_up(struct sum_legs *s, struct span key)
{
	if (s->unsearched++ == 0)
		s->first_unsearched = excerpt(key);
}

int
sum_legs_find(struct sum_legs *s, struct leg *const *legs, size_t n,
    const struct sum_legs_rules *r, const struct tolerance *t, int32_t today,
    struct err *e)
{
	const struct sum_rules rules = {
		.most = r->most,
		.steps = steps_of(r),
		.tolerance = t,
		.scale = leg_scale(legs, n),
	};

	sum_search_clear(&s->search);
	if (n == 0)
		return 0;
	if (load(s, legs, n, rules.scale, r->after, today, e))
		return -1;
	switch (sum_search_run(&s->search, s->items, n, &rules)) {
	case SUM_SEARCH_TOO_LARGE:
		return err_set(e, ST_DATA,
		    "the open items of key \"%s\" are too large to be added "
		    "up",
		    excerpt(legs[0]->line->key).s);
	case SUM_SEARCH_GIVEN_UP:
		give_up(s, legs[0]->line->key);
		return 0;
	case SUM_SEARCH_DONE:
		break;
	}
	for (size_t i = 0; i < n; i++)
		legs[s->items[i].rank]->ambiguous |=
		    s->items[i].state == SUM_AMBIGUOUS;
	return 0;
}

void
sum_legs_rules_format(const struct sum_legs_rules *r, struct buf *b)
{
	if (!r->most)
		return;
	buf_printf(b, "sum-of\t%u\nsum-of-after\t%u\n", r->most, r->after);
	if (steps_of(r) != SUM_LEGS_STEPS)
		buf_printf(b, "sum-of-steps\t%u\n", r->steps);
}

bool
sum_legs_told(
    const struct sum_legs *s, const struct sum_legs_rules *r, struct buf *b)
{
	if (s->unsearched == 0)
		return false;
	buf_printf(b,
	    "no sums in %" PRIu64 " group%s, key \"%s\"%s: to look for them "
	    "takes more than %u steps (--sum-of-steps)",
	    s->unsearched, plural(s->unsearched), s->first_unsearched.s,
	    s->unsearched == 1 ? "" : " and others", steps_of(r));
	return true;
}

void
sum_legs_free(struct sum_legs *s)
{
	sum_search_free(&s->search);
	free(s->items);
	*s = (struct sum_legs){ 0 };
}
