#include "roll/legs/pair_legs.h"

#include <stdlib.h>

#include "base/mem.h"

static void
add_pair(struct pair_legs *p, struct leg *left, struct leg *right)
{
	p->pairs = mem_grow(p->pairs, &p->cap, p->n + 1, sizeof *p->pairs);
	p->pairs[p->n++] = (struct leg_pair){ left, right };
}

static void
add_alone(struct pair_legs *p, struct leg *l)
{
	bool left = l->side == 'L';

	add_pair(p, left ? l : NULL, left ? NULL : l);
}

static bool
stays_alone(const struct leg *l)
{
	return l->ambiguous || l->line->class == CLASS_DUPLICATE ||
	    l->line->class == CLASS_AMBIGUOUS;
}

/* The legs to be paired, in order of amount and age. */
static void
gather(struct pair_legs *p, const struct legs *legs)
{
	p->n_legs = 0;
	p->legs = mem_grow(p->legs, &p->legs_cap, legs->n, sizeof *p->legs);
	for (size_t i = 0; i < legs->n; i++) {
		struct leg *l = legs->order[i];

		if (l->closed || !l->met || leg_is_bound(l))
			continue;
		if (stays_alone(l))
			add_alone(p, l);
		else
			p->legs[p->n_legs++] = l;
	}
}

/* Makes records of them, as far as match looks at them. */
static void
load(struct pair_legs *p)
{
	p->records = mem_grow(
	    p->records, &p->records_cap, p->n_legs, sizeof *p->records);
	p->pointers = mem_grow(
	    p->pointers, &p->pointers_cap, p->n_legs, sizeof *p->pointers);
	for (size_t i = 0; i < p->n_legs; i++) {
		const struct leg *l = p->legs[i];

		p->records[i] = (struct record){
			.key = l->line->key,
			.amount = l->amount,
			.currency = l->line->currency,
			.side = l->side,
			.count = 1,
		};
		p->pointers[i] = &p->records[i];
	}
}

int
pair_legs_key(struct pair_legs *p, const struct legs *legs, struct err *e)
{
	struct matcher *m = &p->matcher;

	p->n = 0;
	gather(p, legs);
	if (p->n_legs == 0)
		return 0;
	load(p);
	m->rules = &p->rules;
	if (match_key(m, p->pointers, p->n_legs, e))
		return -1;
	for (size_t i = 0; i < m->n; i++) {
		const struct match *x = &m->matches[i];

		if (x->class == CLASS_AMOUNT) {
			add_pair(p, p->legs[x->left], p->legs[x->right]);
			continue;
		}
		if (x->left != MATCH_NONE)
			add_alone(p, p->legs[x->left]);
		if (x->right != MATCH_NONE)
			add_alone(p, p->legs[x->right]);
	}
	return 0;
}

void
pair_legs_free(struct pair_legs *p)
{
	free(p->pairs);
	free(p->legs);
	free(p->records);
	free(p->pointers);
	matcher_free(&p->matcher);
	*p = (struct pair_legs){ 0 };
}
