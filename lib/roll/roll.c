#include "roll/roll.h"

#include "figures/ages.h"
#include "roll/legs/leg_field.h"
#include "roll/legs/leg_lines.h"
#include "text/tsv.h"
#include "value/time/date.h"

static bool
is_before(const struct roll *r, const struct result_peek *f)
{
	return f == &r->from_before;
}

/* Counts the current line among the open items of its stream. */
static int
take_in(struct roll *r, const struct result_peek *f, struct err *e)
{
	return roll_sums_came(
	    &r->sums, &f->r, is_before(r, f), lines_name(&f->in->lines), e);
}

/* Counts the legs of a line that stays open and was not taken apart. */
static int
keep(struct roll *r, const struct result *res, struct err *e)
{
	roll_sums_keep_line(&r->sums);
	if (res->has_left &&
	    roll_sums_keep(
		&r->sums, res->currency, 'L', res->left, res->day, e))
		return -1;
	return res->has_right ? roll_sums_keep(&r->sums, res->currency, 'R',
				    res->right, res->day, e)
			      : 0;
}

/*
 * An item from before whose KEY has no other line goes from the reader's buffer
 * to both outputs: nearly all items of a long list do.
 */
static int
put_old(
    struct roll *r, const struct result *res, struct span line, struct err *e)
{
	char age[AGE_CAP];
	size_t n = age_format(age, r->key.legs.today - res->day);
	struct output *to[] = { &r->open->out, &r->out->out };

	for (int i = 0; i < 2; i++) {
		char *p = output_room(to[i], line.len + n + 1);

		memcpy(p, line.p, line.len);
		memcpy(p + line.len, age, n);
		p[line.len + n] = '\n';
		output_took(to[i], line.len + n + 1);
	}
	return keep(r, res, e);
}

/* An open line of today whose KEY has no other gets ids. */
static int
put_new(struct roll *r, const struct result *res, struct err *e)
{
	struct legs *legs = &r->key.legs;
	struct buf *b = &r->key.text;
	struct leg of[2];
	size_t n = 0;

	for (int right = 0; right < 2; right++) {
		if (right ? !res->has_right : !res->has_left)
			continue;
		of[n] = (struct leg){
			.line = res,
			.side = right ? 'R' : 'L',
			.day = res->day,
			.first = legs->today,
			.ordinal = 1,
			.amount = right ? res->right : res->left,
		};
		leg_name(&legs->ids, &of[n++]);
	}
	buf_clear(b);
	leg_line_begin(b, of, n);
	stream_put(r->out, buf_span(b));
	stream_put(r->open, buf_span(b));
	return keep(r, res, e);
}

/* Has the line a field that is not just carried along? */
static bool
is_special(const struct result *res)
{
	struct span rest = res->carried, field, value;

	while (tsv_next(&rest, &field)) {
		enum leg_field f = leg_field_of(field, &value);

		if (f != LEG_OTHER && f != LEG_LN && f != LEG_RN)
			return true;
	}
	return false;
}

/* True if the current line, the only one of its KEY, can be written without
 * taking it apart: it closed before, or it is open and has its DATE, and is from
 * before, as we have left it, or of today. *line is then what is written, but for
 * an open item's last fields. */
static bool
is_simple(const struct roll *r, const struct result_peek *f, struct span *line)
{
	const struct result *res = &f->r;

	*line = res->line;
	if (!result_is_open(res))
		return true;
	if (tsv_is_none(res->date) || (is_before(r, f) && r->reopened))
		return false;
	return is_before(r, f) ? leg_line_is_known(res, line)
			       : !is_special(res);
}

static int
pass(struct roll *r, struct result_peek *f, struct span line, struct err *e)
{
	const struct result *res = &f->r;

	if (take_in(r, f, e))
		return -1;
	if (!result_is_open(res)) {
		stream_put(r->out, line);
		if (roll_sums_pass(&r->sums, res, e))
			return -1;
	} else if (is_before(r, f) ? put_old(r, res, line, e)
				   : put_new(r, res, e)) {
		return -1;
	}
	return result_peek_step(f, e);
}

static int
gather(struct roll *r, struct result_peek *f, struct span key, struct err *e)
{
	while (f->has && span_eq(f->r.key, key)) {
		if (take_in(r, f, e))
			return -1;
		if (key_roll_add(&r->key, &f->r, is_before(r, f), e))
			return err_at(e, lines_name(&f->in->lines), 0);
		if (result_peek_step(f, e))
			return -1;
	}
	return 0;
}

static int
roll_key(struct roll *r, struct span key, struct err *e)
{
	key_roll_begin(&r->key);
	key = arena_copy(&r->key.legs.arena, key);
	if (gather(r, &r->from_before, key, e) ||
	    gather(r, &r->from_today, key, e) ||
	    (r->repairs && repairs_apply(r->repairs, &r->key, key, e)))
		return -1;
	return key_roll_end(&r->key, r->open, r->out, e);
}

/* Which stream has the smaller KEY: <0 before, >0 today, 0 the same. */
static int
compare(const struct result_peek *b, const struct result_peek *t)
{
	if (!b->has || !t->has)
		return b->has ? -1 : 1;
	return span_cmp(b->r.key, t->r.key);
}

/* The next KEY that is repaired, up to key (NULL: any). */
static const struct span *
repaired(const struct roll *r, const struct span *key)
{
	const struct span *mine = r->repairs ? repairs_key(r->repairs) : NULL;

	return mine && (!key || span_cmp(*mine, *key) <= 0) ? mine : NULL;
}

static int
roll_keys(struct roll *r, struct err *e)
{
	struct result_peek *b = &r->from_before, *t = &r->from_today;
	const struct span *mine;

	while (b->has || t->has) {
		int c = compare(b, t);
		struct result_peek *f = c <= 0 ? b : t;
		struct span line;

		mine = repaired(r, &f->r.key);
		if (!mine && c && f->is_last && is_simple(r, f, &line)
			? pass(r, f, line, e)
			: roll_key(r, mine ? *mine : f->r.key, e))
			return -1;
	}
	while ((mine = repaired(r, NULL)) != NULL)
		if (roll_key(r, *mine, e))
			return -1;
	return 0;
}

int
roll_day(struct roll *r, const struct roll_rules *rules,
    struct stream_in *before, struct stream_in *today, int32_t day,
    struct stream_out *open, struct stream_out *out, struct err *e)
{
	r->rules = rules;
	r->open = open;
	r->out = out;
	r->key.sums = &r->sums;
	r->key.reopened = r->reopened;
	r->key.legs.today = day;
	r->key.legs.latest = today && day > DATE_FIRST ? day - 1 : day;
	r->key.close.tolerances = &rules->tolerances;
	r->key.close.sum_rules = &rules->sums;
	if (result_peek_begin(&r->from_before, before, e) ||
	    result_peek_begin(&r->from_today, today, e) || roll_keys(r, e) ||
	    roll_sums_end(&r->sums, &open->total, &out->total, e))
		return -1;
	return residuals_check(&r->sums.residuals, &rules->caps, e);
}

void
roll_free(struct roll *r)
{
	roll_sums_free(&r->sums);
	key_roll_free(&r->key);
}

void
roll_rules_free(struct roll_rules *r)
{
	tolerances_free(&r->tolerances);
	residual_caps_free(&r->caps);
}
