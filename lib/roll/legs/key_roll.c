#include "roll/legs/key_roll.h"

#include <stdlib.h>

#include "base/mem.h"
#include "roll/legs/leg_lines.h"
#include "roll/legs/rolled_line.h"

void
key_roll_begin(struct key_roll *k)
{
	k->n_lines = 0;
	legs_clear(&k->legs);
}

static void
add_line(struct key_roll *k, struct span text, bool open)
{
	k->lines =
	    mem_grow(k->lines, &k->lines_cap, k->n_lines + 1, sizeof *k->lines);
	k->lines[k->n_lines++] = (struct key_line){ text, open };
}

void
key_roll_line(struct key_roll *k, bool open)
{
	add_line(k, arena_copy(&k->legs.arena, buf_span(&k->text)), open);
}

int
key_roll_add(
    struct key_roll *k, const struct result *r, bool before, struct err *e)
{
	if (result_is_open(r))
		return legs_add(&k->legs, r, before, e);
	add_line(k, arena_copy(&k->legs.arena, r->line), false);
	return roll_sums_pass(k->sums, r, e);
}

static int
add_rolled(struct key_roll *k, const struct closing *c, struct err *e)
{
	struct leg **legs = k->close.members + c->first;
	struct result line;

	buf_clear(&k->text);
	if (rolled_format(&k->text, &line, legs, c->n, k->legs.today, e))
		return -1;
	key_roll_line(k, false);
	return roll_sums_close(k->sums, legs, c->n, &line, e);
}

static int
keep(struct key_roll *k, const struct leg *l, struct err *e)
{
	return roll_sums_keep(
	    k->sums, l->line->currency, l->side, l->amount, l->day, e);
}

/* A line of legs that stay open; one of them may be NULL. */
static int
add_shown(
    struct key_roll *k, struct leg *left, struct leg *right, struct err *e)
{
	buf_clear(&k->text);
	if (leg_line_show(&k->text, left, right, k->legs.today, e) ||
	    (left && keep(k, left, e)) || (right && keep(k, right, e)))
		return -1;
	key_roll_line(k, true);
	roll_sums_keep_line(k->sums);
	return 0;
}

/* The line of a leg, and of the one behind it if it has two, as it came. */
static int
add_kept(struct key_roll *k, const struct leg *l, struct err *e)
{
	buf_clear(&k->text);
	leg_line_keep(&k->text, l, k->legs.today);
	if (keep(k, l, e) || (leg_has_other(l) && keep(k, l + 1, e)))
		return -1;
	key_roll_line(k, true);
	roll_sums_keep_line(k->sums);
	return 0;
}

/* The line of legs that no pairing has to do with. A leg whose other was closed
 * is alone. */
static int
add_unpaired(struct key_roll *k, struct leg *l, struct err *e)
{
	struct leg *behind = l + leg_has_other(l);

	if (!l->closed && !behind->closed)
		return add_kept(k, l, e);
	if (l->closed && behind->closed)
		return 0;
	if (l->closed)
		l = behind;
	return add_shown(
	    k, l->side == 'L' ? l : NULL, l->side == 'R' ? l : NULL, e);
}

/* Legs that an earlier run of the day had closed, and this one has not. */
static int
mark_reopened(struct key_roll *k, struct err *e)
{
	for (size_t i = 0; k->reopened && i < k->legs.n; i++) {
		struct leg *l = &k->legs.of[i];
		const struct span *mark = l->before && !l->amends && !l->closed
		    ? reopened_mark(k->reopened, (struct span){ l->id, LEG_ID })
		    : NULL;

		if (!mark)
			continue;
		l->reopened = *mark;
		if (class_totals_add_leg(&k->sums->reopened, l->line->currency,
			l->side, l->amount, e))
			return -1;
	}
	return 0;
}

static int
add_open(struct key_roll *k, struct err *e)
{
	const struct legs *legs = &k->legs;
	const struct pair_legs *p = &k->pairs;

	for (size_t i = 0; i < legs->n; i += 1 + leg_has_other(&legs->of[i])) {
		struct leg *l = &legs->of[i];

		if ((!l->met || leg_is_bound(l)) && add_unpaired(k, l, e))
			return -1;
	}
	if (pair_legs_key(&k->pairs, legs, e))
		return -1;
	for (size_t i = 0; i < p->n; i++)
		if (add_shown(k, p->pairs[i].left, p->pairs[i].right, e))
			return -1;
	return 0;
}

static int
by_text(const void *x, const void *y)
{
	const struct key_line *a = x, *b = y;

	return span_cmp(a->text, b->text);
}

static void
put_lines(struct key_roll *k, struct stream_out *open, struct stream_out *out)
{
	if (k->n_lines)
		qsort(k->lines, k->n_lines, sizeof *k->lines, by_text);
	for (size_t i = 0; i < k->n_lines; i++) {
		stream_put(out, k->lines[i].text);
		if (k->lines[i].open)
			stream_put(open, k->lines[i].text);
	}
}

int
key_roll_end(struct key_roll *k, struct stream_out *open,
    struct stream_out *out, struct err *e)
{
	if (k->legs.n) {
		legs_arrange(&k->legs);
		if (close_legs_key(&k->close, &k->legs, e))
			return -1;
		for (size_t i = 0; i < k->close.n; i++)
			if (add_rolled(k, &k->close.closings[i], e))
				return -1;
		legs_name(&k->legs);
		if (mark_reopened(k, e) || add_open(k, e))
			return -1;
	}
	put_lines(k, open, out);
	return 0;
}

void
key_roll_free(struct key_roll *k)
{
	legs_free(&k->legs);
	close_legs_free(&k->close);
	pair_legs_free(&k->pairs);
	free(k->lines);
	buf_free(&k->text);
}
