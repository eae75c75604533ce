#include "roll/roll.h"

#include <stdlib.h>

#include "figures/ages.h"
#include "value/date.h"
#include "base/mem.h"
#include "roll/rolled_line.h"
#include "text/tsv.h"

/* Counts the current line among the open items of its stream. */
static int
take_in(struct roll *r, const struct result_peek *f, struct err *e)
{
	const struct result *res = &f->r;
	bool before = f == &r->from_before;

	if (result_is_open(res))
		return class_totals_add(
		    before ? &r->before : &r->fresh, res, e);
	if (before)
		return err_set(e, ST_DATA,
		    "%s: a %s line of key \"%s\" among "
		    "the open items",
		    lines_name(&f->in->lines), result_class_name(res->class),
		    excerpt(res->key).s);
	return 0;
}

/* The day an item was first seen. */
static int32_t
day_of(const struct roll *r, const struct result *res)
{
	return tsv_is_none(res->date) ? r->day : res->day;
}

/* Counts an item that stays open. */
static int
keep_open(struct roll *r, const struct result *res, int32_t day, struct err *e)
{
	if (!r->has_oldest || day < r->oldest)
		r->oldest = day;
	r->has_oldest = true;
	return class_totals_add(&r->kept, res, e);
}

/*
 * An open item whose KEY has no other line goes from the reader's buffer to
 * both outputs: nearly all items of a long list do.
 */
static int
put_alone(
    struct roll *r, const struct result *res, struct span line, struct err *e)
{
	char age[AGE_CAP];
	size_t n = age_format(age, r->day - day_of(r, res));
	struct output *to[] = { &r->open->out, &r->out->out };

	for (int i = 0; i < 2; i++) {
		char *p = output_room(to[i], line.len + n + 1);

		memcpy(p, line.p, line.len);
		memcpy(p + line.len, age, n);
		p[line.len + n] = '\n';
		output_took(to[i], line.len + n + 1);
	}
	return keep_open(r, res, day_of(r, res), e);
}

/* True if the current line is the only one of its KEY and can be written
 * without looking further: it closed before, or it is open, has its DATE, and
 * cannot close by itself. *line is then what is written, but for an open item's
 * age. */
static bool
is_simple(const struct roll *r, const struct result_peek *f, struct span *line)
{
	const struct result *res = &f->r;

	*line = res->line;
	if (!f->is_last)
		return false;
	if (!result_is_open(res))
		return true;
	return !tsv_is_none(res->date) && age_cut(res, line) &&
	    !(f == &r->from_before && amount_is_zero(res->diff));
}

static int
pass(struct roll *r, struct result_peek *f, struct span line, struct err *e)
{
	const struct result *res = &f->r;

	if (take_in(r, f, e))
		return -1;
	if (!result_is_open(res)) {
		stream_put(r->out, line);
		if (total_result(&r->out->total, res, e))
			return -1;
	} else if (put_alone(r, res, line, e)) {
		return -1;
	}
	return result_peek_step(f, e);
}

static void
add_line(struct roll *r, struct span text, bool open)
{
	r->lines =
	    mem_grow(r->lines, &r->lines_cap, r->n_lines + 1, sizeof *r->lines);
	r->lines[r->n_lines++] = (struct roll_line){ text, open };
}

static void
add_item(struct roll *r, const struct result *res, bool before)
{
	r->items =
	    mem_grow(r->items, &r->items_cap, r->n_items + 1, sizeof *r->items);
	r->items[r->n_items++] = (struct open_item){
		.r = *res, .day = day_of(r, res), .before = before
	};
}

/* Keeps the lines of a KEY: open items for close_items, the others to be
 * written as they are. */
static int
gather(struct roll *r, struct result_peek *f, struct span key, struct err *e)
{
	while (f->has && span_eq(f->r.key, key)) {
		struct result res = f->r;
		struct span kept = arena_copy(&r->arena, res.line);

		if (take_in(r, f, e))
			return -1;
		result_move(&res, kept.p);
		if (result_is_open(&res)) {
			add_item(r, &res, f == &r->from_before);
		} else {
			add_line(r, kept, false);
			if (total_result(&r->out->total, &res, e))
				return -1;
		}
		if (result_peek_step(f, e))
			return -1;
	}
	return 0;
}

/* The text built last, kept until the KEY is done. */
static void
add_text(struct roll *r, bool open)
{
	add_line(r, arena_copy(&r->arena, buf_span(&r->text)), open);
}

static int
add_rolled(struct roll *r, const struct closing *c, struct err *e)
{
	struct open_item **items = r->closing.members + c->first;
	struct result rolled;

	buf_clear(&r->text);
	if (rolled_format(&r->text, &rolled, items, c->n, r->day, e) ||
	    total_result(&r->rolled, &rolled, e))
		return -1;
	for (size_t i = 0; i < c->n; i++)
		if (class_totals_add(&r->closed, &items[i]->r, e))
			return -1;
	add_text(r, false);
	return 0;
}

static int
add_open(struct roll *r, const struct open_item *it, struct err *e)
{
	struct result res = it->r;
	char *age;

	if (tsv_is_none(res.date))
		res.date = (struct span){ r->date, DATE_LEN };
	buf_clear(&r->text);
	result_format(&r->text, &res);
	age_drop(&r->text, res.carried);
	age = buf_room(&r->text, AGE_CAP);
	r->text.len += age_format(age, r->day - it->day);
	add_text(r, true);
	return keep_open(r, &it->r, it->day, e);
}

static int
by_text(const void *x, const void *y)
{
	const struct roll_line *a = x, *b = y;

	return span_cmp(a->text, b->text);
}

static void
put_lines(struct roll *r)
{
	qsort(r->lines, r->n_lines, sizeof *r->lines, by_text);
	for (size_t i = 0; i < r->n_lines; i++) {
		stream_put(r->out, r->lines[i].text);
		if (r->lines[i].open)
			stream_put(r->open, r->lines[i].text);
	}
}

/* Closes what can be closed of a KEY and writes all its lines in order. */
static int
roll_key(struct roll *r, struct span key, struct err *e)
{
	r->n_items = r->n_lines = 0;
	arena_reset(&r->arena);
	key = arena_copy(&r->arena, key);
	if (gather(r, &r->from_before, key, e) ||
	    gather(r, &r->from_today, key, e))
		return -1;
	if (r->n_items && close_items_key(&r->closing, r->items, r->n_items, e))
		return -1;
	for (size_t i = 0; r->n_items && i < r->closing.n; i++)
		if (add_rolled(r, &r->closing.closings[i], e))
			return -1;
	for (size_t i = 0; i < r->n_items; i++)
		if (!r->items[i].closed && add_open(r, &r->items[i], e))
			return -1;
	put_lines(r);
	return 0;
}

/* Which stream has the smaller KEY: <0 before, >0 today, 0 the same. */
static int
compare(const struct result_peek *b, const struct result_peek *t)
{
	if (!b->has || !t->has)
		return b->has ? -1 : 1;
	return span_cmp(b->r.key, t->r.key);
}

static int
roll_keys(struct roll *r, struct err *e)
{
	struct result_peek *b = &r->from_before, *t = &r->from_today;

	while (b->has || t->has) {
		int c = compare(b, t);
		struct result_peek *f = c <= 0 ? b : t;
		struct span line;

		if (c && is_simple(r, f, &line) ? pass(r, f, line, e)
						: roll_key(r, f->r.key, e))
			return -1;
	}
	return 0;
}

/* open before + new = closed + open now, and the rolled lines hold what
 * closed. */
static int
check_balance(const struct roll *r, struct err *e)
{
	struct class_totals came = { 0 }, went = { 0 };
	struct total closed = { 0 }, rolled = { 0 };
	int bad = class_totals_merge(&came, &r->before, e) ||
	    class_totals_merge(&came, &r->fresh, e) ||
	    class_totals_merge(&went, &r->kept, e) ||
	    class_totals_merge(&went, &r->closed, e) ||
	    class_totals_total(&r->closed, &closed, e) ||
	    total_merge(&rolled, &r->rolled, e);

	closed.records = rolled.records = 0;
	if (!bad &&
	    (!class_totals_equal(&came, &went, e) ||
		!total_equal(&closed, &rolled, e))) {
		e->status = ST_BROKEN;
		bad = err_at(e, "open items do not balance", 0);
	}
	class_totals_free(&came);
	class_totals_free(&went);
	total_free(&closed);
	total_free(&rolled);
	return bad ? -1 : 0;
}

int
roll_day(struct roll *r, struct stream_in *before, struct stream_in *today,
    int32_t day, struct stream_out *open, struct stream_out *out, struct err *e)
{
	r->day = day;
	date_format(day, r->date);
	r->open = open;
	r->out = out;
	if (result_peek_begin(&r->from_before, before, e) ||
	    result_peek_begin(&r->from_today, today, e) || roll_keys(r, e) ||
	    check_balance(r, e))
		return -1;
	if (class_totals_total(&r->kept, &open->total, e) ||
	    total_merge(&out->total, &open->total, e))
		return -1;
	return total_merge(&out->total, &r->rolled, e);
}

void
roll_free(struct roll *r)
{
	class_totals_free(&r->before);
	class_totals_free(&r->fresh);
	class_totals_free(&r->closed);
	class_totals_free(&r->kept);
	total_free(&r->rolled);
	close_items_free(&r->closing);
	arena_free(&r->arena);
	free(r->items);
	free(r->lines);
	buf_free(&r->text);
}
