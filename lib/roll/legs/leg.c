#include "roll/legs/leg.h"

#include <stdlib.h>

#include "base/mem.h"
#include "roll/legs/leg_field.h"
#include "text/tsv.h"
#include "value/time/date.h"

/* The fields of a line that are about its legs; one that is missing has no
 * bytes. */
struct about {
	struct span id[2], first[2], date[2], count[2]; /* left, right */
	struct span reopened[2];
};

static int
bad_value(const struct result *r, enum leg_field f, struct span value,
    const char *is_no, struct err *e)
{
	struct span name = leg_field_name(f);

	return err_set(e, ST_DATA,
	    "the item of key \"%s\" has %.*s\"%s\", which is no %s",
	    excerpt(r->key).s, (int)name.len, name.p, excerpt(value).s, is_no);
}

/* Where the value of a field goes; NULL for one that a line of so many legs
 * does not have. */
static struct span *
place_of(struct about *a, const struct result *r, enum leg_field f)
{
	bool two = r->has_left && r->has_right;
	bool only = r->has_right;

	switch (f) {
	case LEG_ID_OF:
		return two ? NULL : &a->id[only];
	case LEG_FIRST_OF:
		return two ? NULL : &a->first[only];
	case LEG_REOPENED_OF:
		return two ? NULL : &a->reopened[only];
	case LEG_L_REOPENED:
	case LEG_R_REOPENED:
		return two ? &a->reopened[f == LEG_R_REOPENED] : NULL;
	case LEG_L_ID:
	case LEG_R_ID:
		return two ? &a->id[f == LEG_R_ID] : NULL;
	case LEG_L_FIRST:
	case LEG_R_FIRST:
		return two ? &a->first[f == LEG_R_FIRST] : NULL;
	case LEG_L_DATE:
	case LEG_R_DATE:
		return two ? &a->date[f == LEG_R_DATE] : NULL;
	case LEG_LN:
	case LEG_RN:
		return &a->count[f == LEG_RN];
	default:
		return NULL;
	}
}

/* Is it a field that lines have from recon-roll alone? */
static bool
is_ours(enum leg_field f)
{
	return f == LEG_ID_OF || f == LEG_FIRST_OF || f == LEG_L_ID ||
	    f == LEG_R_ID || f == LEG_L_FIRST || f == LEG_R_FIRST ||
	    f == LEG_REOPENED_OF || f == LEG_L_REOPENED || f == LEG_R_REOPENED;
}

static int
read_about(struct about *a, const struct result *r, bool before, struct err *e)
{
	struct span rest = r->carried, field, value, *place;

	*a = (struct about){ 0 };
	while (tsv_next(&rest, &field)) {
		enum leg_field f = leg_field_of(field, &value);

		if (f == LEG_OTHER || f == LEG_AGE)
			continue;
		place = place_of(a, r, f);
		if (!place || (is_ours(f) && !before))
			return err_set(e, ST_DATA,
			    "the item of key \"%s\" has %.*s, which "
			    "recon-roll gives itself; carry it under another "
			    "name",
			    excerpt(r->key).s, (int)leg_field_name(f).len,
			    leg_field_name(f).p);
		*place = value;
	}
	return 0;
}

static int
read_day(int32_t *day, const struct result *r, enum leg_field f,
    struct span value, struct err *e)
{
	if (!value.len || date_parse(value, day))
		return 0;
	return bad_value(r, f, value, "day", e);
}

/* DATE and FIRST of a leg, each of which may be missing. */
static int
set_days(struct leg *l, const struct legs *legs, const struct about *a,
    bool right, struct err *e)
{
	const struct result *r = l->line;
	bool two = leg_has_other(l);
	struct span date = a->date[right].len ? a->date[right] : r->date;
	bool has_date = !tsv_is_none(date);

	if (has_date && !date_parse(date, &l->day))
		return bad_value(
		    r, right ? LEG_R_DATE : LEG_L_DATE, date, "day", e);
	l->first = l->before ? legs->latest : legs->today;
	if (l->before && has_date && l->day < l->first)
		l->first = l->day;
	if (read_day(&l->first, r,
		!two        ? LEG_FIRST_OF
		    : right ? LEG_R_FIRST
			    : LEG_L_FIRST,
		a->first[right], e))
		return -1;
	if (!has_date)
		l->day = l->first;
	return 0;
}

static int
set_id(struct leg *l, const struct about *a, bool right, struct err *e)
{
	struct span id = a->id[right];

	if (!id.len)
		return 0;
	if (!leg_id_is(id))
		return bad_value(l->line,
		    !leg_has_other(l) ? LEG_ID_OF
			: right       ? LEG_R_ID
				      : LEG_L_ID,
		    id, "id of an item", e);
	memcpy(l->id, id.p, LEG_ID);
	l->has_id = true;
	return 0;
}

static int
add_leg(struct legs *legs, const struct result *line, const struct about *a,
    bool right, bool before, struct err *e)
{
	struct leg *l;

	legs->of =
	    mem_grow(legs->of, &legs->cap, legs->n + 1, sizeof *legs->of);
	l = &legs->of[legs->n];
	*l = (struct leg){
		.line = line,
		.side = right ? 'R' : 'L',
		.before = before,
		.has_count = a->count[0].len || a->count[1].len,
		.reopened = a->reopened[right],
		.count = 1,
		.amount = right ? line->right : line->left,
	};
	span_count(a->count[right], &l->count);
	if (set_days(l, legs, a, right, e) || set_id(l, a, right, e))
		return -1;
	legs->n++;
	return 0;
}

void
legs_clear(struct legs *legs)
{
	legs->n = 0;
	arena_reset(&legs->arena);
}

int
legs_add(struct legs *legs, const struct result *r, bool before, struct err *e)
{
	struct result *line = arena_object(&legs->arena, sizeof *line);
	struct about a;

	*line = *r;
	result_move(line, arena_copy(&legs->arena, r->line).p);
	if (read_about(&a, line, before, e) ||
	    (r->has_left && add_leg(legs, line, &a, false, before, e)) ||
	    (r->has_right && add_leg(legs, line, &a, true, before, e)))
		return -1;
	return 0;
}

int
leg_age_cmp(const struct leg *a, const struct leg *b)
{
	int c;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	c = amount_cmp(a->amount, b->amount);
	return c ? c : (a > b) - (a < b);
}

static int
by_amount_and_age(const void *x, const void *y)
{
	const struct leg *a = *(struct leg *const *)x;
	const struct leg *b = *(struct leg *const *)y;
	int c = span_cmp(a->line->currency, b->line->currency);

	if (c == 0)
		c = amount_cmp(a->amount, b->amount);
	return c ? c : leg_age_cmp(a, b);
}

/* Counts what has no id among legs in order that are alike, on each side. */
static void
count_alike(struct leg **run, struct leg **end)
{
	uint64_t ordinal[2] = { 0 };

	for (; run < end; run++)
		if (!(*run)->has_id)
			(*run)->ordinal = ++ordinal[(*run)->side == 'R'];
}

static bool
is_alike(const struct leg *a, const struct leg *b)
{
	return a->day == b->day && a->first == b->first &&
	    amount_cmp(a->amount, b->amount) == 0 &&
	    span_eq(a->line->currency, b->line->currency);
}

void
leg_name(struct leg_ids *ids, struct leg *l)
{
	struct leg_nature is = { l->line->key, l->line->currency, l->side,
		l->amount, l->day, l->first, l->ordinal, false };

	if (!l->has_id)
		leg_ids_make(ids, &is, l->id);
	l->has_id = true;
}

void
legs_arrange(struct legs *legs)
{
	struct leg **run, **to, **end;

	legs->order = mem_grow(
	    legs->order, &legs->order_cap, legs->n, sizeof *legs->order);
	for (size_t i = 0; i < legs->n; i++)
		legs->order[i] = &legs->of[i];
	qsort(legs->order, legs->n, sizeof *legs->order, by_amount_and_age);
	end = legs->order + legs->n;
	for (run = legs->order; run < end; run = to) {
		for (to = run + 1; to < end && is_alike(*run, *to); to++)
			;
		count_alike(run, to);
	}
	for (size_t i = 0; i < legs->n; i++)
		if (legs->of[i].before)
			leg_name(&legs->ids, &legs->of[i]);
}

void
legs_name(struct legs *legs)
{
	for (size_t i = 0; i < legs->n; i++)
		if (!legs->of[i].closed)
			leg_name(&legs->ids, &legs->of[i]);
}

bool
leg_field_next(const struct leg *l, struct span *rest, struct span *field)
{
	struct span other = l->side == 'L' ? SPAN("r.") : SPAN("l."), value;

	while (tsv_next(rest, field))
		if (leg_field_of(*field, &value) == LEG_OTHER &&
		    !(leg_has_other(l) && span_begins(*field, other)))
			return true;
	return false;
}

bool
leg_has_field(const struct leg *l, struct span field)
{
	struct span rest = l->line->carried, other;

	while (leg_field_next(l, &rest, &other))
		if (span_eq(field, other))
			return true;
	return false;
}

void
legs_free(struct legs *legs)
{
	free(legs->of);
	free(legs->order);
	arena_free(&legs->arena);
	leg_ids_free(&legs->ids);
	*legs = (struct legs){ 0 };
}
