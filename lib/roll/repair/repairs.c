#include "roll/repair/repairs.h"

#include <stdlib.h>

#include "base/mem.h"
#include "roll/legs/leg_part.h"
#include "roll/legs/rolled_line.h"
#include "text/tsv.h"

static int
by_reply(const void *x, const void *y)
{
	const struct amendment *a = *(struct amendment *const *)x;
	const struct amendment *b = *(struct amendment *const *)y;

	return span_cmp(a->reply, b->reply);
}

void
repairs_begin(struct repairs *r)
{
	struct amendments *all = &r->amendments;

	amendments_arrange(all);
	r->replies = mem_alloc(all->n * sizeof *r->replies);
	for (size_t i = 0; i < all->n; i++) {
		r->n_known += all->of[i].use == AMENDMENT_KNOWN;
		if (all->of[i].reply.len)
			r->replies[r->n_replies++] = &all->of[i];
	}
	if (r->n_replies)
		qsort(r->replies, r->n_replies, sizeof *r->replies, by_reply);
}

void
repairs_drop(struct repairs *r, struct span reply)
{
	size_t low = 0, high = r->n_replies;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (span_cmp(r->replies[mid]->reply, reply) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < r->n_replies && span_eq(r->replies[low]->reply, reply);
	     low++) {
		r->n_known += r->replies[low]->use == AMENDMENT_ROLLED;
		r->replies[low]->use = AMENDMENT_KNOWN;
	}
}

/* Closes legs, one or the two of a line, with the line that says why. */
static int
close_legs_by(struct repairs *r, const struct repair *is, struct key_roll *k,
    struct leg *first, size_t n, struct err *e)
{
	struct leg *legs[2] = { first, n > 1 ? first + 1 : NULL };
	struct buf *more = &r->text;
	struct result line;

	buf_clear(more);
	if (is->amends) {
		buf_str(more, "\treplaced=");
		buf_add(
		    more, (struct span){ r->amendments.of[is->at].id, LEG_ID });
	} else {
		buf_add(more, r->adjustments.of[is->at].fields);
	}
	buf_clear(&k->text);
	if (adjusted_format(
		&k->text, &line, legs, n, buf_span(more), k->legs.today, e) ||
	    roll_sums_close(k->sums, legs, n, &line, e))
		return -1;
	key_roll_line(k, false);
	for (size_t i = 0; i < n; i++)
		legs[i]->closed = true;
	return 0;
}

static int
apply_to(struct repairs *r, struct key_roll *k, size_t i, struct err *e)
{
	struct leg *l = &k->legs.of[i];
	struct repair *is = l->before && l->has_id && !l->closed
	    ? repairs_item(r, (struct span){ l->id, LEG_ID })
	    : NULL;

	if (!is || is->done)
		return 0;
	is->done = true;
	if (!leg_is_bound(l))
		return close_legs_by(r, is, k, l, 1, e);
	/* legs that stay together close together; one that is replaced goes */
	if (l->side == 'R')
		l--;
	if (!is->amends)
		return close_legs_by(r, is, k, l, 2, e);
	leg_part(&k->legs, l);
	return close_legs_by(r, is, k, &k->legs.of[i], 1, e);
}

/* A record becomes a leg of today. */
static int
add_record(struct repairs *r, const struct amendment *a, struct key_roll *k,
    struct err *e)
{
	struct result line;
	struct leg *l;

	buf_clear(&r->text);
	if (amendment_format(a, &r->text, &line, e) ||
	    roll_sums_came(k->sums, &line, false, a->file, e) ||
	    key_roll_add(k, &line, false, e))
		return err_at(e, a->file, a->at);
	l = &k->legs.of[k->legs.n - 1];
	memcpy(l->id, a->id, LEG_ID);
	l->has_id = l->before = l->amends = true;
	return 0;
}

int
repairs_apply(
    struct repairs *r, struct key_roll *k, struct span key, struct err *e)
{
	const struct span *mine = repairs_key(r);
	const struct amendments *a = &r->amendments;
	size_t n = k->legs.n;

	if (!mine || !span_eq(*mine, key))
		return 0;
	r->at_key++;
	for (size_t i = 0; i < n; i++)
		if (apply_to(r, k, i, e))
			return -1;
	for (; r->at_amendment < a->n; r->at_amendment++) {
		const struct amendment *is = &a->of[r->at_amendment];

		if (span_cmp(amendment_key(is), key) > 0)
			break;
		if (is->use == AMENDMENT_ROLLED && add_record(r, is, k, e))
			return -1;
	}
	return 0;
}

int
repairs_check(const struct repairs *r, const char *open, struct err *e)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->of[i].found && !r->of[i].done)
			return err_set(e, ST_DATA,
			    "%s: was changed while it was read: item %.*s is "
			    "gone",
			    open, LEG_ID, r->of[i].id);
	return 0;
}

void
repairs_format_replies(const struct repairs *r, struct buf *b)
{
	for (size_t i = 0; i < r->amendments.n; i++) {
		const struct amendment *a = &r->amendments.of[i];

		if (!a->reply.len || a->use == AMENDMENT_KNOWN)
			continue;
		buf_add(b, a->reply);
		if (a->use == AMENDMENT_LATE) {
			buf_str(b, "\tlate\t");
			tsv_escape(b, a->line);
		} else {
			buf_str(b, "\trolled\t" TSV_NONE);
		}
		buf_byte(b, '\n');
	}
}

void
repairs_tell_late(const struct repairs *r, struct buf *b)
{
	for (size_t i = 0; i < r->amendments.n; i++) {
		const struct amendment *a = &r->amendments.of[i];

		if (a->use == AMENDMENT_LATE)
			buf_printf(b,
			    "%s:%llu: item %.*s is closed already: the record "
			    "is kept, and not rolled\n",
			    a->file, (unsigned long long)a->at, LEG_ID,
			    a->replaces.p);
	}
}

void
repairs_free(struct repairs *r)
{
	adjustments_free(&r->adjustments);
	amendments_free(&r->amendments);
	free(r->of);
	free(r->keys);
	free(r->replies);
	arena_free(&r->arena);
	buf_free(&r->text);
	*r = (struct repairs){ 0 };
}
