#include "join/matched_pair.h"

#include "base/simd.h"
#include "join/lines/result_lines.h"
#include "stream/line/carried_fields.h"
#include "value/time/date.h"

enum { TAIL = 32 }; /* bytes copied at once */

static const struct span matched = { "\tmatched\t", 9 };

static const struct record_slot *
slot_of(const struct group_place *p)
{
	return &p->batch->slots[p->i];
}

static const struct record_form *
form_of(const struct group_place *p)
{
	return &p->batch->forms[slot_of(p)->form];
}

static int
count_tail(struct matched_tail *t, struct total *left, struct total *right,
    struct err *e)
{
	struct span currency = { t->currency, t->currency_len };
	struct amount sum = { t->sum, t->scale };

	if (t->lines == 0)
		return 0;
	t->lines = 0;
	t->sum = 0;
	for (int i = 0; i < 2; i++)
		if (total_add(i ? right : left, "LR"[i], currency, sum) !=
		    AMOUNT_OK)
			return err_set(e, ST_DATA,
			    "the sum of %c.%.*s is too large", "LR"[i],
			    (int)currency.len, currency.p);
	return 0;
}

/* The tail of the line of two records without carried fields. */
static void
make_tail(const struct matched_pairs *m, struct matched_tail *t,
    const struct group_place pair[2])
{
	struct record left, right;
	struct outcome o = {
		.left = &left,
		.right = &right,
		.diff = { 0, slot_of(&pair[0])->scale },
		.has_counts = m->has_counts,
		.ln = 1,
		.rn = 1,
		.pass = m->pass,
	};

	record_batch_get(pair[0].batch, pair[0].i, &left);
	record_batch_get(pair[1].batch, pair[1].i, &right);
	left.carried = right.carried = (struct span){ 0 };
	*t = (struct matched_tail){
		.left = pair[0].batch,
		.right = pair[1].batch,
		.left_form = form_of(&pair[0])->serial,
		.right_form = form_of(&pair[1])->serial,
		.scale = o.diff.scale,
		.currency_len = left.currency.len,
	};
	memcpy(t->currency, left.currency.p, left.currency.len);
	t->len = outcome_tail(&o, t->text) - 1; /* without its LF */
}

/* Do the two match, if their sides are these and their currency is the same? */
static inline bool
are_equal(const struct matched_pairs *m, const struct record_slot *a,
    const struct record_slot *b)
{
	return a->minor == b->minor && a->scale == b->scale &&
	    (!m->singles || (a->count == 1 && b->count == 1));
}

/* May records of these forms, one of each side, be a pair? */
static bool
may_pair(const struct match_rules *rules, const struct record_form *l,
    const struct record_form *r)
{
	return l->side == 'L' && r->side == 'R' &&
	    span_eq(record_form_currency(l), record_form_currency(r)) &&
	    (!rules->dated ||
		(l->date_len == DATE_LEN && r->date_len == DATE_LEN &&
		    match_days(rules, l->day, r->day)));
}

/*
 * The tail for the pair, of a left and a right record: 1 kept or made; 0 they
 * are none, of two currencies or of days too far apart; -1 a sum overflows.
 */
static int
find_tail(struct matched_pairs *m, const struct group_place pair[2],
    struct total *left, struct total *right, struct matched_tail **found,
    struct err *e)
{
	const struct record_form *l = form_of(&pair[0]), *r = form_of(&pair[1]);
	int scale = slot_of(&pair[0])->scale;
	struct matched_tail *t =
	    &m->tails[(l->serial * 4 + r->serial) % MATCHED_TAILS];

	*found = t;
	if (t->left_form == l->serial && t->right_form == r->serial &&
	    t->scale == scale && t->left == pair[0].batch &&
	    t->right == pair[1].batch)
		return 1;
	if (!may_pair(m->rules, l, r))
		return 0;
	if (count_tail(t, left, right, e))
		return -1;
	make_tail(m, t, pair);
	return 1;
}

/* Writes the line of two records that lie at l and r. */
static inline void
put(const struct matched_tail *t, const char *l, const struct record_slot *ls,
    size_t l_len, const char *r, const struct record_slot *rs, size_t r_len,
    struct stream_out *to)
{
	struct span key = { l, ls->key };
	struct span amount = { l + ls->key + 1, ls->amount - ls->key - 1 };
	size_t l_rest = l_len - ls->fixed, r_rest = r_len - rs->fixed;
	char *start = output_room(&to->out,
	    key.len + matched.len + 2 * amount.len + 2 + MATCHED_TAIL_MAX +
		carried_room(l_rest) + carried_room(r_rest));
	char *p = span_put(start, key);

	memcpy(p, matched.p, matched.len);
	p = span_put(p + matched.len, amount);
	*p++ = '\t';
	p = span_put(p, amount);
	memcpy(p, t->text, TAIL); /* most are not longer */
	if (t->len > TAIL)
		memcpy(p + TAIL, t->text + TAIL, MATCHED_TAIL_MAX - TAIL);
	p += t->len;
	if (l_rest)
		p = carried_put(
		    p, 'l', (struct span){ l + ls->fixed + 1, l_rest - 1 });
	if (r_rest)
		p = carried_put(
		    p, 'r', (struct span){ r + rs->fixed + 1, r_rest - 1 });
	*p++ = '\n';
	stream_took(to, (size_t)(p - start));
}

/* So many lines with the tail are written, whose LEFT add up to sum. */
static int
add_lines(struct matched_pairs *m, struct matched_tail *t, uint64_t lines,
    int64_t sum, struct total *left, struct total *right, struct err *e)
{
	int64_t all;

	m->lines += lines;
	if (__builtin_add_overflow(t->sum, sum, &all)) {
		if (count_tail(t, left, right, e))
			return -1;
		all = sum;
	}
	t->sum = all;
	t->lines += lines;
	return 0;
}

int
matched_pair_write(struct matched_pairs *m, const struct group_place pair[2],
    struct stream_out *to, struct total *left, struct total *right,
    struct err *e)
{
	const struct record_slot *a = slot_of(&pair[0]), *b = slot_of(&pair[1]);
	const struct record_batch *x = pair[0].batch, *y = pair[1].batch;
	struct matched_tail *t;
	int found;

	if (!are_equal(m, a, b))
		return 0;
	found = find_tail(m, pair, left, right, &t, e);
	if (found != 1)
		return found;
	put(t, record_batch_text(x, pair[0].i), a, x->lines.len[pair[0].i],
	    record_batch_text(y, pair[1].i), b, y->lines.len[pair[1].i], to);
	return add_lines(m, t, 1, a->minor, left, right, e) ? -1 : 1;
}

/* Have both records, which batches took, the same KEY? */
static inline bool
same_key(const char *p, const struct record_slot *a, const char *q,
    const struct record_slot *b)
{
	uint32_t differ = ~simd_same(p, q);

	if (differ)
		return (size_t)__builtin_ctz(differ) > a->key;
	return a->key < SIMD_PAIR ||
	    (a->key == b->key && !memcmp(p, q, a->key));
}

/*
 * The records behind those of a pair that was written, as long as they are
 * such pairs with the same tail; their number in *n, and in *again whether the
 * next are such a pair with another tail. Whether a KEY has more records is
 * seen from the record behind it.
 */
static int64_t
run(const struct matched_pairs *m, const struct matched_tail *t,
    const struct group_place pair[2], size_t *n, bool *again,
    struct stream_out *to)
{
	const struct record_batch *x = pair[0].batch, *y = pair[1].batch;
	const struct record_slot *a = slot_of(&pair[0]), *b = slot_of(&pair[1]);
	const size_t *a_len = x->lines.len + pair[0].i;
	const size_t *b_len = y->lines.len + pair[1].i;
	size_t most = x->lines.n - pair[0].i, i;
	uint16_t a_form = a->form, b_form = b->form;
	int64_t sum = 0;

	*again = false;
	if (y->lines.n - pair[1].i < most)
		most = y->lines.n - pair[1].i;
	for (i = 1; i + 1 < most; i++) {
		const char *p = x->lines.p + a[i].at, *q = y->lines.p + b[i].at;

		if (a[i + 1].same_key || b[i + 1].same_key ||
		    !are_equal(m, &a[i], &b[i]) || a[i].scale != t->scale ||
		    !same_key(p, &a[i], q, &b[i]))
			break;
		if (a[i].form != a_form || b[i].form != b_form) {
			*again = true;
			break;
		}
		put(t, p, &a[i], a_len[i], q, &b[i], b_len[i], to);
		sum += a[i].minor;
	}
	*n = i - 1;
	return sum;
}

int
matched_pair_run(struct matched_pairs *m, struct group_place pair[2],
    struct stream_out *to, struct total *left, struct total *right,
    struct err *e)
{
	struct matched_tail *t;
	bool again;
	int wrote;

	do {
		int64_t sum;
		size_t n;

		if (find_tail(m, pair, left, right, &t, e) != 1)
			return -1;
		sum = run(m, t, pair, &n, &again, to);
		pair[0].i += n;
		pair[1].i += n;
		if (add_lines(m, t, n, sum, left, right, e))
			return -1;
		if (!again)
			return 0;
		pair[0].i++;
		pair[1].i++;
		wrote = matched_pair_write(m, pair, to, left, right, e);
	} while (wrote == 1);
	pair[0].i--;
	pair[1].i--;
	return wrote;
}

int
matched_pair_count(struct matched_pairs *m, struct total *left,
    struct total *right, struct err *e)
{
	for (size_t i = 0; i < MATCHED_TAILS; i++)
		if (count_tail(&m->tails[i], left, right, e))
			return -1;
	return 0;
}
