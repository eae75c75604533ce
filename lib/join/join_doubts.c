#include "join/join_doubts.h"

#include "base/visible_text.h"

static bool
has(const struct total *t, char side, const struct total_sum *like)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct total_sum *s = &t->sums[i];

		if (s->side == side &&
		    (!like ||
			(s->len == like->len &&
			    !memcmp(s->currency, like->currency, s->len))))
			return true;
	}
	return false;
}

/* Several streams, and one side: most likely one of them should be the
 * other's. */
static bool
is_one_sided(const struct total *all, size_t filled, struct buf *b)
{
	char side = has(all, 'L', NULL) ? 'L' : 'R';

	if (filled < 2 || has(all, side == 'L' ? 'R' : 'L', NULL))
		return false;
	buf_printf(b,
	    "all %ju records of %zu inputs are of side %c: recon-key --side "
	    "says which each is of",
	    (uintmax_t)all->records, filled, side);
	return true;
}

/* The first currency that is on that side only. */
static const struct total_sum *
alone(const struct total *t, char side)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->sums[i].side == side &&
		    !has(t, side == 'L' ? 'R' : 'L', &t->sums[i]))
			return &t->sums[i];
	return NULL;
}

static bool
is_of_two_currencies(const struct total *all, struct buf *b)
{
	const struct total_sum *l = alone(all, 'L'), *r = alone(all, 'R');

	if (!l || !r)
		return false;
	buf_printf(b,
	    "currencies that do not meet: %.*s is only on the left, %.*s only "
	    "on the right",
	    l->len, l->currency, r->len, r->currency);
	return true;
}

/* Where a rule can part the records of a KEY nothing is known of KEYs. */
static bool
is_without_a_match(const struct join *j, struct buf *b)
{
	if (j->rules->match.dated || j->of[CLASS_DUPLICATE] ||
	    j->of[CLASS_AMBIGUOUS] || j->of[CLASS_MATCHED] ||
	    j->of[CLASS_AMOUNT] || j->of[CLASS_FIELD] || !j->of[CLASS_LEFT] ||
	    !j->of[CLASS_RIGHT])
		return false;
	buf_printf(b,
	    "no KEY is on both sides: left has e.g. \"%s\", right \"%s\"",
	    j->first[0].s, j->first[1].s);
	return true;
}

/* A field that no record compared has. */
static bool
compares_nothing(const struct join *j, struct buf *b)
{
	const struct compared_fields *all = &j->rules->compared;

	if (!j->of[CLASS_MATCHED] && !j->of[CLASS_FIELD])
		return false;
	for (size_t i = 0; i < all->n; i++) {
		const struct compared_field *f = &all->of[i];

		if (j->compared >> i & 1)
			continue;
		buf_str(b, "no record that was compared has the field \"");
		visible_add(b, buf_span(&f->left));
		buf_byte(b, '"');
		if (!span_eq(buf_span(&f->left), buf_span(&f->right))) {
			buf_str(b, " or \"");
			visible_add(b, buf_span(&f->right));
			buf_byte(b, '"');
		}
		return true;
	}
	return false;
}

bool
join_doubts(const struct join *j, const struct group *from, size_t filled,
    struct buf *b)
{
	struct total all = { 0 };
	struct err e;
	bool doubts;

	if (group_total(from, &all, &e)) {
		total_free(&all);
		return false;
	}
	doubts = is_one_sided(&all, filled, b) ||
	    is_of_two_currencies(&all, b) || is_without_a_match(j, b) ||
	    compares_nothing(j, b);
	total_free(&all);
	return doubts;
}
