#include "outcome.h"

#include <stdlib.h>

#include "carried.h"
#include "mem.h"
#include "tsv.h"

static char *
put(char *to, struct span s)
{
	memcpy(to, s.p, s.len);
	return to + s.len;
}

static char *
put_field(char *to, struct span s)
{
	*to++ = '\t';
	return put(to, s);
}

static char *
put_amount(char *to, const struct outcome_side *side)
{
	if (side->is_there)
		return put_field(to, side->text);
	return put_field(to, SPAN(TSV_NONE));
}

static char *
put_diff(char *to, struct amount diff)
{
	static const char zero[] = "0.000000000000000000";

	*to++ = '\t';
	if (!amount_is_zero(diff))
		return to + amount_format(diff, to);
	return put(to, (struct span){ zero,
	    diff.scale ? (size_t)diff.scale + 2 : 1 });
}

/* "<TAB>ln=COUNT" */
static char *
put_count(char *to, char letter, uint64_t n)
{
	struct amount count = { .minor = (int128)n, .scale = 0 };

	*to++ = '\t';
	*to++ = letter;
	to = put(to, SPAN("n="));
	return to + amount_format(count, to);
}

/* Each field with "l." or "r." before its name. */
static char *
put_carried(char *to, char letter, struct span fields)
{
	struct span f;

	while (tsv_next(&fields, &f)) {
		if (carried_is_count(f))
			continue;
		*to++ = '\t';
		*to++ = letter;
		*to++ = '.';
		to = put(to, f);
	}
	return to;
}

static struct span
earliest(const struct outcome *o)
{
	struct span l = o->left.date, r = o->right.date;

	if (!o->right.is_there || tsv_is_none(r))
		return o->left.is_there ? l : r;
	if (!o->left.is_there || tsv_is_none(l))
		return r;
	return span_cmp(l, r) <= 0 ? l : r;
}

/* The most bytes the line of o can have, with its LF. */
static size_t
bound(const struct outcome *o)
{
	enum { COUNT = sizeof "\tln=" + 20, FIXED = 3 * AMOUNT_TEXT_CAP +
		CURRENCY_MAX + 10 /* DATE */ + 7 /* CLASS */ + 6 + 1 +
		2 * COUNT };

	/* a carried field grows by two bytes and has at least two, and one
	 * more stands before the first */
	return FIXED + o->key.len + 2 * o->left.carried.len +
	    2 * o->right.carried.len + 2 * 3;
}

/* Writes the line of o with its LF to to; returns its end. */
static char *
format(char *to, const struct outcome *o)
{
	to = put(to, o->key);
	to = put_field(to, span_str(result_class_name(o->class)));
	to = put_amount(to, &o->left);
	to = put_amount(to, &o->right);
	to = put_diff(to, o->diff);
	to = put_field(to, o->currency);
	to = put_field(to, earliest(o));
	if (o->has_counts) {
		to = put_count(to, 'l', o->left.records);
		to = put_count(to, 'r', o->right.records);
	}
	if (o->left.is_there)
		to = put_carried(to, 'l', o->left.carried);
	if (o->right.is_there)
		to = put_carried(to, 'r', o->right.carried);
	*to++ = '\n';
	return to;
}

void
outcome_add(struct outcomes *all, const struct outcome *o)
{
	char *to = buf_room(&all->lines, bound(o));

	all->starts = mem_grow(all->starts, &all->cap, all->n + 1,
	    sizeof *all->starts);
	all->starts[all->n++] = all->lines.len;
	all->lines.len += (size_t)(format(to, o) - to);
}

static int
by_bytes(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

void
outcomes_write(struct outcomes *all, struct stream_out *to)
{
	all->sorted = mem_grow(all->sorted, &all->sorted_cap, all->n,
	    sizeof *all->sorted);
	for (size_t i = 0; i < all->n; i++) {
		size_t start = all->starts[i];
		size_t end = i + 1 < all->n ? all->starts[i + 1] :
		    all->lines.len;

		/* without the LF, which is not part of the order */
		all->sorted[i] = (struct span){ all->lines.p + start,
			end - start - 1 };
	}
	qsort(all->sorted, all->n, sizeof *all->sorted, by_bytes);
	for (size_t i = 0; i < all->n; i++)
		stream_put(to, all->sorted[i]);
	all->n = 0;
	buf_clear(&all->lines);
}

void
outcome_write(const struct outcome *o, struct stream_out *to)
{
	char *start = output_room(&to->out, bound(o));

	output_took(&to->out, (size_t)(format(start, o) - start));
}

static int
count_side(struct stream_out *to, char side, const struct outcome *o,
    const struct outcome_side *s, struct err *e)
{
	if (!s->is_there ||
	    total_add(&to->total, side, o->currency, s->amount) == AMOUNT_OK)
		return 0;
	return err_set(e, ST_DATA, "the sum of %c.%.*s is too large", side,
	    (int)o->currency.len, o->currency.p);
}

int
outcome_count(const struct outcome *o, struct stream_out *to, struct err *e)
{
	if (count_side(to, 'L', o, &o->left, e) ||
	    count_side(to, 'R', o, &o->right, e))
		return -1;
	to->total.records++;
	return 0;
}

void
outcomes_free(struct outcomes *all)
{
	buf_free(&all->lines);
	free(all->starts);
	free(all->sorted);
	*all = (struct outcomes){ 0 };
}
