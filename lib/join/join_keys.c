#include "join/join_keys.h"

#include <inttypes.h>

#include "join/large/join_large.h"
#include "join/lines/match_outcomes.h"
#include "join/matched_pair.h"
#include "value/time/date.h"

enum { FEW = 64 }; /* records of a KEY that are gathered to be added up */

/* What it takes to work on one KEY; its room is used for all of them. */
struct work {
	const struct join_rules *rules;
	struct group *from;
	struct matched_pairs matched;
	struct matcher matcher;
	struct sums sums;
	struct join_lines lines;
};

/* Every record needs a day. */
static int
check_dates(const struct group *g, struct err *e)
{
	for (size_t i = 0; i < g->n; i++)
		if (join_lines_check_date(g->records[i], e))
			return group_err(&g->origins[i], e);
	return 0;
}

/* Is there nothing to choose between two records, if they are of two sides? */
static bool
are_one_match(
    const struct match_rules *m, const struct record *a, const struct record *b)
{
	int32_t x = 0, y = 0;

	if (a->side == b->side || !span_eq(a->currency, b->currency))
		return false;
	if (!m->dated)
		return true;
	date_parse(a->date, &x);
	date_parse(b->date, &y);
	return match_days(m, x, y);
}

/*
 * Most KEYs: one record, or one of each side in one currency. Pairwise and
 * by sums there is nothing to choose.
 */
static bool
take_few(const struct work *w, struct outcome *o)
{
	const struct match_rules *m = &w->rules->match;
	const struct record *const *r = w->from->records;
	size_t n = w->from->n;

	if (w->from->rest || n > 2 || (n == 2 && !are_one_match(m, r[0], r[1])))
		return false;
	for (size_t i = 0; i < n; i++)
		if (match_is_several(m, r[i]))
			return false;
	*o = (struct outcome){
		.records = n,
		.has_counts = w->rules->aggregate,
	};
	for (size_t i = 0; i < n; i++) {
		if (r[i]->side == 'L') {
			o->left = r[i];
			o->ln = r[i]->count;
		} else {
			o->right = r[i];
			o->rn = r[i]->count;
		}
	}
	return true;
}

static int
write_few(struct work *w, struct outcome *o, struct err *e)
{
	if (join_lines_subtract(o, e))
		return -1;
	o->class = join_lines_class(&w->lines, o);
	return join_lines_write(&w->lines, o, true, e);
}

/* One of several of a KEY. */
static int
write_outcome(void *arg, struct outcome *o, struct err *e)
{
	struct join_lines *l = arg;

	return join_lines_subtract(o, e) || join_lines_write(l, o, false, e)
	    ? -1
	    : 0;
}

static int
pair_up(struct work *w, struct err *e)
{
	const struct record *const *records = w->from->records;

	if (match_key(&w->matcher, records, w->from->n, e) ||
	    match_outcomes(
		&w->matcher, records, &w->sums, write_outcome, &w->lines, e))
		return -1;
	join_note_unsearched(
	    w->lines.join, w->matcher.unsearched, records[0]->key);
	join_lines_flush(&w->lines);
	return 0;
}

/* The records gathered and the rest of the KEY, none of which is kept. */
static int
add_all(struct work *w, struct err *e)
{
	struct group *g = w->from;
	const struct record *r;
	int more;

	sums_begin(&w->sums, g->records[0]->key);
	for (size_t i = 0; i < g->n; i++)
		if (sums_add(&w->sums, g->records[i], e))
			return group_err(&g->origins[i], e);
	while ((more = group_record(g, &r, e)) == 1)
		if (sums_add(&w->sums, r, e))
			return group_err(&g->last, e);
	return more;
}

static int
add_up(struct work *w, struct err *e)
{
	struct sums *s = &w->sums;
	struct outcome o;

	if (add_all(w, e))
		return -1;
	for (size_t i = 0; i < s->n; i++) {
		sums_outcome(s, i, &o);
		if (join_lines_subtract(&o, e))
			return -1;
		o.class = join_lines_class(&w->lines, &o);
		if (join_lines_write(&w->lines, &o, s->n == 1, e))
			return -1;
	}
	if (s->n > 1)
		join_lines_flush(&w->lines);
	return 0;
}

/* The pair, if its two match in the simplest way, and those like it that
 * follow: 1, or 0 if nothing was done, or -1. */
static int
write_pairs(struct work *w, struct group_place pair[2], struct err *e)
{
	struct join_lines *l = &w->lines;
	int wrote = matched_pair_write(
	    &w->matched, pair, l->to, &l->left, &l->right, e);

	if (wrote != 1)
		return wrote;
	group_took_whole(w->from);
	if (!group_is_of_two(w->from))
		return 1;
	if (matched_pair_run(&w->matched, pair, l->to, &l->left, &l->right, e))
		return -1;
	group_went_on(w->from, pair);
	return 1;
}

/* Bytes for the records of a KEY that are gathered: what they are sorted in is
 * the other half. */
static size_t
room_for(const struct join_rules *r)
{
	return r->aggregate || r->spill.memory == 0 ? SIZE_MAX
						    : r->spill.memory / 2;
}

static int
join_key(struct work *w, struct err *e)
{
	bool aggregate = w->rules->aggregate;
	struct group_place pair[2];
	struct outcome o;

	if (w->rules->compared.n == 0 && group_pair(w->from, pair)) {
		int wrote = write_pairs(w, pair, e);

		if (wrote)
			return wrote < 0 ? -1 : 0;
	}
	if (group_gather(
		w->from, aggregate ? FEW : SIZE_MAX, room_for(w->rules), e))
		return -1;
	if (w->from->rest && !aggregate)
		return join_large(&w->lines, w->from, e);
	if (w->rules->match.dated && check_dates(w->from, e))
		return -1;
	if (take_few(w, &o))
		return write_few(w, &o, e);
	return aggregate ? add_up(w, e) : pair_up(w, e);
}

/* What was counted apart becomes the totals of the output. */
static int
count_all(struct work *w, struct err *e)
{
	struct join_lines *l = &w->lines;
	struct total *all = &l->to->total;

	l->join->of[CLASS_MATCHED] += w->matched.lines;
	l->join->placed += 2 * w->matched.lines;
	all->records += w->matched.lines;
	if (matched_pair_count(&w->matched, &l->left, &l->right, e) ||
	    total_merge(all, &l->left, e) || total_merge(all, &l->right, e))
		return -1;
	return 0;
}

static int
run(struct work *w, struct err *e)
{
	struct output *out = &w->lines.to->out;
	struct open_files *open = w->lines.join->open;
	int r;

	while ((r = group_key(w->from, e)) == 1) {
		if (join_key(w, e))
			return -1;
		if (output_failed(out))
			return output_flush(out, e);
		if (open && open_files_failed(open))
			return open_files_flush(open, e);
	}
	return r < 0 ? -1 : count_all(w, e);
}

int
join_keys(
    struct join *j, struct group *from, struct stream_out *to, struct err *e)
{
	const struct match_rules *m = &j->rules->match;
	struct work w = { .rules = j->rules, .from = from };
	int r;

	w.matched.rules = w.matcher.rules = m;
	w.matched.pass = j->rules->pass;
	w.matched.has_counts = j->rules->aggregate;
	w.matched.singles =
	    j->rules->aggregate || m->unique_left || m->unique_right;
	w.lines.join = j;
	w.lines.to = to;
	r = run(&w, e);
	matcher_free(&w.matcher);
	sums_free(&w.sums);
	join_lines_free(&w.lines);
	return r;
}

int
join_run(
    struct join *j, struct group *from, struct stream_out *to, struct err *e)
{
	return group_begin(from, e) || join_keys(j, from, to, e) ||
		join_check(j, from, to, e)
	    ? -1
	    : 0;
}

int
join_check(const struct join *j, const struct group *from,
    const struct stream_out *to, struct err *e)
{
	struct total sides = { 0 }, written = { 0 };
	int r =
	    group_total(from, &sides, e) || total_merge(&written, &to->total, e)
	    ? -1
	    : 0;

	for (int i = 0; i < 2 && j->open && r == 0; i++)
		r = total_merge(&written, &j->open->side[i].total, e);
	written.records = j->placed;
	if (r == 0 && !total_equal(&written, &sides, e)) {
		err_at(e, "the results are not what was read", 0);
		e->status = ST_BROKEN;
		r = -1;
	}
	total_free(&sides);
	total_free(&written);
	return r ? r : residuals_check(&j->residuals, &j->rules->caps, e);
}
