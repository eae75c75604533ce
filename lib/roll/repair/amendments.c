#include "roll/repair/amendments.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/carried_fields.h"
#include "text/tsv.h"
#include "value/time/date.h"

/* A copy of the record, with today's date where it has none. */
static struct span
dated(struct amendments *a, const struct record *r, int32_t today)
{
	char date[DATE_LEN + 1];
	struct buf b = { 0 };
	struct span kept;
	size_t before = (size_t)(r->date.p - r->line.p);

	if (!tsv_is_none(r->date))
		return arena_copy(&a->arena, r->line);
	date_format(today, date);
	buf_add(&b, (struct span){ r->line.p, before });
	buf_str(&b, date);
	buf_add(&b,
	    (struct span){
		r->date.p + r->date.len, r->line.len - before - r->date.len });
	kept = arena_copy(&a->arena, buf_span(&b));
	buf_free(&b);
	return kept;
}

/* The value of a field that may be there once, and not empty: a blank one would
 * be taken for none. */
static int
find_once(
    struct span carried, struct span name, struct span *value, struct err *e)
{
	struct span field;

	if (carried_find(carried, name, &field, value, e))
		return -1;
	if (field.p && !value->len)
		return err_set(
		    e, ST_DATA, "%.*s= is empty", (int)name.len, name.p);
	return 0;
}

static int
take(struct amendments *a, const struct stream_in *in, const struct record *r,
    int32_t today, struct err *e)
{
	struct amendment is = { .line = dated(a, r, today),
		.file = lines_name(&in->lines),
		.at = in->lines.count };
	struct record kept;

	if (record_parse(is.line, &kept, e) ||
	    find_once(kept.carried, SPAN("replaces"), &is.replaces, e) ||
	    find_once(kept.carried, SPAN("reply"), &is.reply, e))
		return stream_err(in, e);
	if (is.replaces.len && !leg_id_is(is.replaces)) {
		err_set(e, ST_DATA, "replaces=\"%s\" is no id of an item",
		    excerpt(is.replaces).s);
		return stream_err(in, e);
	}
	a->of = mem_grow(a->of, &a->cap, a->n + 1, sizeof *a->of);
	a->of[a->n++] = is;
	return 0;
}

int
amendments_read(
    struct amendments *a, struct stream_in *in, int32_t today, struct err *e)
{
	enum line_outcome outcome;
	struct record r;

	while ((outcome = stream_record(in, &r, e)) == LINE_OK)
		if (take(a, in, &r, today, e))
			return -1;
	return outcome == LINE_END ? 0 : -1;
}

/* By line, which is by KEY; equal ones as they came. */
static int
by_line(const void *x, const void *y)
{
	const struct amendment *a = x, *b = y;
	int c = span_cmp(a->line, b->line);

	if (c == 0)
		c = strcmp(a->file, b->file);
	return c ? c : (a->at > b->at) - (a->at < b->at);
}

void
amendments_arrange(struct amendments *a)
{
	if (!a->n)
		return;
	qsort(a->of, a->n, sizeof *a->of, by_line);
	for (size_t i = 1; i < a->n; i++)
		if (a->of[i].reply.len &&
		    span_eq(a->of[i].line, a->of[i - 1].line))
			a->of[i].use = AMENDMENT_KNOWN;
}

/* Are they alike in all that an id is made of? The fields up to DATE. */
static bool
is_alike(const struct record *a, const struct record *b)
{
	size_t n = (size_t)(a->date.p + a->date.len - a->line.p);
	size_t m = (size_t)(b->date.p + b->date.len - b->line.p);

	return n == m && !memcmp(a->line.p, b->line.p, n);
}

void
amendments_name(struct amendments *a, int32_t today)
{
	struct leg_ids ids = { 0 };
	struct record r, last = { 0 };
	uint64_t ordinal = 0;
	int32_t day = 0;
	struct err e;

	for (size_t i = 0; i < a->n; i++) {
		struct amendment *is = &a->of[i];

		/* it was parsed when it was read */
		if (is->use != AMENDMENT_ROLLED ||
		    record_parse(is->line, &r, &e))
			continue;
		ordinal = last.line.p && is_alike(&last, &r) ? ordinal + 1 : 1;
		last = r;
		date_parse(r.date, &day);
		leg_ids_make(&ids,
		    &(struct leg_nature){ r.key, r.currency, r.side, r.amount,
			day, today, ordinal, true },
		    is->id);
	}
	leg_ids_free(&ids);
}

int
amendment_format(
    const struct amendment *a, struct buf *b, struct result *to, struct err *e)
{
	struct record r;
	struct result is;
	struct span rest, field;
	size_t from = b->len;
	bool left;

	if (record_parse(a->line, &r, e))
		return -1;
	left = r.side == 'L';
	is = (struct result){ .key = r.key,
		.class = left ? CLASS_LEFT : CLASS_RIGHT,
		.has_left = left,
		.has_right = !left,
		.currency = r.currency,
		.date = r.date };
	*(left ? &is.left : &is.right) = r.amount;
	if (amount_sub(is.left, is.right, &is.diff) != AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "a difference of key \"%s\" does not fit",
		    excerpt(r.key).s);
	result_format(b, &is);
	if (r.count > 1)
		buf_printf(b, "\tln=%" PRIu64 "\trn=%" PRIu64,
		    left ? r.count : 0, left ? 0 : r.count);
	rest = r.carried;
	while (tsv_next(&rest, &field)) {
		if (span_begins(field, SPAN("n=")))
			continue;
		buf_str(b, left ? "\tl." : "\tr.");
		buf_add(b, field);
	}
	return result_parse((struct span){ b->p + from, b->len - from }, to, e);
}

struct span
amendment_key(const struct amendment *a)
{
	struct span rest = a->line, key = { 0 };

	tsv_next(&rest, &key);
	return key;
}

void
amendments_free(struct amendments *a)
{
	free(a->of);
	arena_free(&a->arena);
	*a = (struct amendments){ 0 };
}
