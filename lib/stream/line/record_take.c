/* Records taken into a batch. */
#include "stream/line/batch_take.h"

/* Where KEY and AMOUNT of the record at p end. False where that is not sure. */
ALWAYS_INLINE bool
find_front(const char *p, const char *end, struct record_slot *r,
    const struct finders *find)
{
	uint64_t tabs = find->controls(p), behind = tabs & (tabs - 1);
	const char *key, *amount;

	if (behind) { /* both in the first block, as nearly always */
		r->key = (uint32_t)__builtin_ctzll(tabs);
		r->amount = (uint32_t)__builtin_ctzll(behind);
		return true;
	}
	key = control_from(p, end, find);
	amount = key ? control_from(key + 1, end, find) : NULL;
	if (!amount || end - amount < RECORD_FORM_MAX ||
	    amount - p > UINT32_MAX / 2)
		return false;
	r->key = (uint32_t)(key - p);
	r->amount = (uint32_t)(amount - p);
	return true;
}

/* Any record. */
ALWAYS_INLINE size_t
take_record(struct take *t, const char *p, struct record_slot *r,
    const struct finders *find)
{
	struct record_batch *b = t->b;
	const char *lf, *form;

	if (!find_front(p, t->end, r, find) || p[r->key] != '\t' ||
	    !is_key(p, r->key))
		return 0;
	form = p + r->amount;
	if (r->amount < EIGHT
		? !read_any_amount(t, p + r->key + 1, form, &r->minor)
		: !read_amount(t, p + r->key + 1, form, &r->minor))
		return 0;
	if (!newest_form(b, form, true, 0, find))
		return 0;
	r->scale = (uint16_t)b->scale;
	r->form = b->newest;
	r->fixed = r->amount + (uint32_t)b->forms[b->newest].len;
	r->count = 1;
	lf = p + r->fixed;
	if (*lf == '\t')
		lf = carried_end(lf + 1, t->end, find, &r->count);
	else if (*lf != '\n')
		return 0;
	return lf ? (size_t)(lf - p) : 0;
}

/* Amounts of the form are added up in *sum from now on. */
ALWAYS_INLINE bool
next_sum(struct record_batch *b, size_t form, int scale, size_t *summed,
    int64_t *sum)
{
	if (!begin_sum(b, form, scale))
		return false;
	if (*sum)
		b->forms[*summed].sum += *sum;
	*summed = form;
	*sum = 0;
	return true;
}

/*
 * Takes the records from p on that are as nearly all are: a short KEY, an
 * amount of few digits that has the usual decimals. It
 * keeps what it works with in variables of its own; take_next would do the
 * same with each. Not the first of sorted ones.
 */
ALWAYS_INLINE void
take_usual(struct record_batch *b, const char *p, const char *end,
    bool is_sorted, const struct finders *find)
{
	const struct amount_form digits = amount_form(b->scale);
	struct record_form *f = &b->forms[b->newest];
	size_t n = b->lines.n, form = b->newest;
	size_t before_len = n ? b->lines.len[n - 1] : 0;
	size_t before_key = n ? b->slots[n - 1].key : 0;
	size_t summed = RECORD_FORMS; /* the form that sum is of */
	int scale = b->scale;
	int64_t sum = 0;

	if (end - p < ROOM || f->len == 0 || (is_sorted && n == 0))
		return;
	end -= ROOM;
	while (n < LINE_BATCH_MAX && p <= end) {
		uint64_t tabs = find->controls(p), behind = tabs & (tabs - 1);
		size_t key, amount, len;
		uint32_t count = 1;
		bool same_key = false;
		int64_t minor;

		if (!behind)
			break;
		key = (size_t)__builtin_ctzll(tabs);
		amount = (size_t)__builtin_ctzll(behind);
		if (amount < EIGHT || p[key] != '\t' || !is_key(p, key) ||
		    !amount_scan_form(
			&digits, p + amount, amount - key - 1, &minor))
			break;
		if (~find->same(f->text, p + amount) & f->mask) {
			int other = find_form(b, p + amount, true, 0, find);

			if (other < 0)
				break;
			form = (size_t)other;
			f = &b->forms[form];
		}
		len = amount + f->len;
		if (p[len] == '\t') {
			const char *lf =
			    carried_end(p + len + 1, end + ROOM, find, &count);

			if (!lf)
				break;
			len = (size_t)(lf - p);
		} else if (p[len] != '\n') {
			break;
		}
		if (is_sorted &&
		    !follows(p - before_len - 1, before_len, before_key, p, len,
			&same_key, find))
			break;
		if (form != summed && !next_sum(b, form, scale, &summed, &sum))
			break;
		b->slots[n] = (struct record_slot){
			.at = (size_t)(p - b->lines.p),
			.key = (uint32_t)key,
			.amount = (uint32_t)amount,
			.fixed = (uint32_t)(amount + f->len),
			.count = count,
			.minor = minor,
			.scale = (uint16_t)scale,
			.form = (uint16_t)form,
			.same_key = same_key,
		};
		b->lines.len[n++] = len;
		sum += minor;
		before_len = len;
		before_key = key;
		p += len + 1;
	}
	if (sum)
		b->forms[summed].sum += sum;
	b->newest = (uint16_t)form;
	b->lines.n = n;
	b->lines.bytes = (size_t)(p - b->lines.p);
}

void
record_batch_take(
    struct record_batch *b, const char *p, const char *end, bool is_sorted)
{
	batch_take(b, p, end, is_sorted, take_usual, take_record, &finders);
}

void
record_batch_take_portable(
    struct record_batch *b, const char *p, const char *end, bool is_sorted)
{
	batch_take(
	    b, p, end, is_sorted, take_usual, take_record, &finders_portable);
}
