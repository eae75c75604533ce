#include "join.h"

#include <inttypes.h>

#include "match.h"
#include "outcome.h"
#include "sums.h"

/* What it takes to work on one KEY; its room is used for all of them. */
struct work {
	struct join *join;
	struct group *from;
	struct stream_out *to;
	struct matcher matcher;
	struct sums sums;
	struct outcomes outcomes;
};

static int
write_outcome(struct work *w, const struct outcome *o, bool only,
    struct err *e)
{
	if (only)
		outcome_write(o, w->to);
	else
		outcome_add(&w->outcomes, o);
	w->join->of[o->class]++;
	w->join->placed += o->left.lines + o->right.lines;
	return outcome_count(o, w->to, e);
}

static struct outcome_side
side_of(const struct record *r)
{
	return (struct outcome_side){
		.is_there = true,
		.amount = r->amount,
		.text = r->amount_text,
		.date = r->date,
		.carried = r->carried,
		.lines = 1,
	};
}

/* One match of the KEY's records. */
static int
write_match(struct work *w, const struct match *m, bool only, struct err *e)
{
	const struct record *records = w->from->records;
	struct outcome o = { .key = records[0].key, .class = m->class };

	if (m->left != MATCH_NONE) {
		o.currency = records[m->left].currency;
		o.left = side_of(&records[m->left]);
	}
	if (m->right != MATCH_NONE) {
		o.currency = records[m->right].currency;
		o.right = side_of(&records[m->right]);
	}
	if (amount_sub(o.left.amount, o.right.amount, &o.diff) != AMOUNT_OK)
		return err_set(e, ST_DATA, "key \"%s\": its difference is "
		    "too large", excerpt(o.key).s);
	return write_outcome(w, &o, only, e);
}

static int
pair_key(struct work *w, struct err *e)
{
	struct matcher *m = &w->matcher;

	if (group_all(w->from, e) ||
	    match_key(m, w->from->records, w->from->n, e))
		return -1;
	for (size_t i = 0; i < m->n; i++)
		if (write_match(w, &m->matches[i], m->n == 1, e))
			return -1;
	if (m->n > 1)
		outcomes_write(&w->outcomes, w->to);
	return 0;
}

static int
add_up_key(struct work *w, struct span key, struct err *e)
{
	struct sums *s = &w->sums;
	struct outcome o;
	struct record r;
	int more;

	sums_begin(s, key);
	while ((more = group_record(w->from, &r, e)) == 1)
		if (sums_add(s, &r, e))
			return group_err(w->from, e);
	if (more < 0)
		return -1;
	for (size_t i = 0; i < s->n; i++)
		if (sums_outcome(s, i, w->join->tolerances, &o, e) ||
		    write_outcome(w, &o, s->n == 1, e))
			return -1;
	if (s->n > 1)
		outcomes_write(&w->outcomes, w->to);
	return 0;
}

static int
run(struct work *w, struct err *e)
{
	struct span key;
	int r;

	while ((r = group_key(w->from, &key, e)) == 1) {
		if (w->join->aggregate ? add_up_key(w, key, e) :
		    pair_key(w, e))
			return -1;
		if (output_failed(&w->to->out))
			return output_flush(&w->to->out, e);
	}
	return r < 0 ? -1 : join_check(w->join, w->from, w->to, e);
}

int
join_run(struct join *j, struct group *from, struct stream_out *to,
    struct err *e)
{
	struct work w = { .join = j, .from = from, .to = to };
	int r;

	w.matcher.tolerances = j->tolerances;
	r = run(&w, e);
	matcher_free(&w.matcher);
	sums_free(&w.sums);
	outcomes_free(&w.outcomes);
	return r;
}

int
join_check(const struct join *j, const struct group *from,
    const struct stream_out *to, struct err *e)
{
	struct total sides = { 0 };
	struct total written = to->total; /* its sums are only looked at */
	int r = group_total(from, &sides, e);

	written.records = j->placed;
	if (r == 0 && !total_equal(&written, &sides, e)) {
		err_at(e, "the results are not what was read", 0);
		e->status = ST_BROKEN;
		r = -1;
	}
	total_free(&sides);
	return r;
}
