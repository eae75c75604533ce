#include "stream/record_batch.h"

#include "stream/record_scan.h"

/* Amounts within this, LINE_BATCH_MAX of them do not overflow 64 bits. */
#define MINOR_MAX ((int64_t)1 << 52)

/* What is kept at hand while a batch is taken. */
struct take {
	struct record_batch *b;
	const char *end;
	struct amount_form digits; /* of amounts with b->scale decimals */
};

/* An amount of more digits or other decimals than most. */
static bool
read_any_amount(struct take *t, const char *p, struct record_slot *r)
{
	const char *from = p + r->key + 1;
	struct amount a;

	if (amount_scan(&from, t->end, &a) != AMOUNT_OK ||
	    from != p + r->amount || a.minor <= -MINOR_MAX ||
	    a.minor >= MINOR_MAX)
		return false;
	if (a.scale != t->b->scale) {
		t->b->scale = a.scale;
		t->digits = amount_form(a.scale);
	}
	r->minor = (int64_t)a.minor;
	return true;
}

/* Where the amount ends is known already: the next record need not wait for
 * the number. */
static inline __attribute__((always_inline)) bool
read_amount(struct take *t, const char *p, struct record_slot *r)
{
	size_t n = r->amount - r->key - 1;

	if (r->amount >= EIGHT &&
	    amount_scan_form(&t->digits, p + r->amount, n, &r->minor))
		return true;
	return read_any_amount(t, p, r);
}

/* The place of the form at p, if it is kept; else -1. */
static inline __attribute__((always_inline)) int
known_form(
    const struct record_batch *b, const char *p, const struct finders *find)
{
	size_t len = form_len(p), i;

	if (len == 0)
		return -1;
	i = form_place(p, len);
	return b->forms[i].len == len && form_is(&b->forms[i], p, find) ? (int)i
									: -1;
}

/* Finds or makes the form at p. False where it is none, or its place is taken
 * by one that is needed. */
static inline __attribute__((always_inline)) bool
find_form(struct record_batch *b, const char *p, const struct finders *find)
{
	int i = known_form(b, p, find);
	size_t len = form_len(p);
	struct record_form made;

	if (i < 0) {
		if (len == 0)
			return false;
		i = (int)form_place(p, len);
		if (b->forms[i].pending || !form_make(&made, p, len))
			return false;
		made.serial = ++b->serials;
		made.pending = false;
		b->forms[i] = made;
	}
	b->newest = (uint16_t)i;
	return true;
}

/* The record at p, all but its place in the batch: its length without LF, 0
 * if it is left. */
static inline __attribute__((always_inline)) size_t
take_record(struct take *t, const char *p, struct record_slot *r,
    const struct finders *find)
{
	struct record_batch *b = t->b;
	const char *lf, *form;

	if (!find_front(p, t->end, r, find) || p[r->key] != '\t' ||
	    !is_key(p, r->key) || !read_amount(t, p, r))
		return 0;
	form = p + r->amount;
	if (!form_is(&b->forms[b->newest], form, find) &&
	    !find_form(b, form, find))
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

/*
 * Compares a record of len bytes with the one before it. False where it is out
 * of order; *same says whether it has the same KEY. The first differing byte
 * of two lines decides, if it is in both.
 */
static inline __attribute__((always_inline)) bool
follows(const char *before, size_t before_len, size_t before_key, const char *p,
    size_t len, bool *same, const struct finders *find)
{
	size_t n = before_len < len ? before_len : len, i = SIMD_PAIR;
	uint32_t differ = ~find->same(before, p);

	if (differ) {
		i = (size_t)__builtin_ctz(differ);
		*same = i > before_key;
		if (!*same) /* as nearly always: within KEY or its TAB */
			return (unsigned char)before[i] < (unsigned char)p[i];
	} else if (n > SIMD_PAIR) {
		i += span_common((struct span){ before + i, n - i },
		    (struct span){ p + i, n - i });
	}
	if (i > n)
		i = n;
	*same = i > before_key;
	return i < n ? (unsigned char)before[i] < (unsigned char)p[i]
		     : before_len <= len;
}

/* Has the line the KEY of the one before, the TAB behind it included? */
static bool
has_key_of(struct span before, struct span line)
{
	const char *tab = before.p ? memchr(before.p, '\t', before.len) : NULL;

	return tab && span_common(before, line) > (size_t)(tab - before.p);
}

/* The first record of a batch and the one handed out last, whose memory may
 * end where it ends. */
static bool
follows_last(
    const struct record_batch *b, const char *p, size_t len, bool *same)
{
	struct span line = { p, len };

	*same = has_key_of(b->last, line);
	return span_cmp(b->last, line) <= 0;
}

/* Amounts of the form and these decimals may be added up. False where others
 * are. */
static inline __attribute__((always_inline)) bool
begin_sum(struct record_batch *b, size_t form, int scale)
{
	struct record_form *f = &b->forms[form];

	if (f->pending)
		return f->scale == scale;
	f->pending = true;
	f->scale = scale;
	f->sum = 0;
	b->used[b->n_used++] = (uint16_t)form;
	return true;
}

/* Gives up the records from i on. */
static void
cut(struct record_batch *b, size_t i)
{
	for (size_t k = i; k < b->lines.n; k++)
		b->forms[b->slots[k].form].sum -= b->slots[k].minor;
	b->lines.n = i;
	b->lines.bytes = b->slots[i].at;
}

/* Cuts behind the last KEY that is known to be whole. */
static void
close_key(struct record_batch *b)
{
	size_t i = b->lines.n;

	while (i > 1 && b->slots[i - 1].same_key)
		i--;
	if (i <= 1)
		return;
	cut(b, i - 1);
	b->closed = true;
}

/* Takes the record at p as the next of the batch, whatever it is like. */
static inline __attribute__((always_inline)) bool
take_next(
    struct take *t, const char *p, bool is_sorted, const struct finders *find)
{
	struct record_batch *b = t->b;
	size_t n = b->lines.n, len;
	struct record_slot *r = &b->slots[n];

	len = take_record(t, p, r, find);
	if (len == 0)
		return false;
	r->same_key = false;
	if (is_sorted && n) {
		if (!follows(p - b->lines.len[n - 1] - 1, b->lines.len[n - 1],
			r[-1].key, p, len, &r->same_key, find))
			return false;
	} else if (is_sorted && b->last.p) {
		if (!follows_last(b, p, len, &r->same_key))
			return false;
	}
	if (!begin_sum(b, r->form, r->scale))
		return false;
	b->forms[r->form].sum += r->minor;
	r->at = b->lines.bytes;
	line_batch_add(&b->lines, len);
	return true;
}

/*
 * Takes the records from p on that are as nearly all are: a short KEY, an
 * amount of few digits that has the usual decimals, a form that is known. It
 * keeps what it works with in variables of its own; take_next would do the
 * same with each. Not the first of sorted ones.
 */
static inline __attribute__((always_inline)) void
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
			int other = known_form(b, p + amount, find);

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
		if (form != summed) {
			if (!begin_sum(b, form, scale))
				break;
			if (sum)
				b->forms[summed].sum += sum;
			summed = form;
			sum = 0;
		}
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

static inline __attribute__((always_inline)) void
take(struct record_batch *b, const char *from, const char *end, bool is_sorted,
    const struct finders *find)
{
	struct take t = { .b = b, .end = end };
	const char *p = from;

	line_batch_begin(&b->lines, from);
	b->is_other = b->closed = false;
	do {
		take_usual(b, p, end, is_sorted, find);
		p = from + b->lines.bytes;
		if (b->lines.n == LINE_BATCH_MAX || end - p < ROOM)
			break;
		t.digits = amount_form(b->scale);
		if (!take_next(&t, p, is_sorted, find))
			break;
		p = from + b->lines.bytes;
	} while (b->lines.n < LINE_BATCH_MAX && end - p >= ROOM);
	if (!is_sorted || b->lines.n == 0)
		return;
	close_key(b);
	b->last = record_batch_line(b, b->lines.n - 1);
}

void
record_batch_take(
    struct record_batch *b, const char *p, const char *end, bool is_sorted)
{
	static const struct finders find = { simd_controls, simd_equal,
		simd_same };

	take(b, p, end, is_sorted, &find);
}

void
record_batch_take_portable(
    struct record_batch *b, const char *p, const char *end, bool is_sorted)
{
	static const struct finders find = { simd_controls_portable,
		simd_equal_portable, simd_same_portable };

	take(b, p, end, is_sorted, &find);
}

void
record_batch_count(struct record_batch *b, struct total *t)
{
	for (size_t i = 0; i < b->n_used; i++) {
		struct record_form *f = &b->forms[b->used[i]];

		f->pending = false;
		total_add(t, f->side, record_form_currency(f),
		    (struct amount){ f->sum, f->scale });
	}
	b->n_used = 0;
	t->records += b->lines.n;
}

void
record_batch_other(
    struct record_batch *b, const struct record *r, bool is_sorted)
{
	line_batch_begin(&b->lines, r->line.p);
	line_batch_add(&b->lines, r->line.len);
	b->is_other = true;
	b->closed = false;
	b->other = *r;
	if (!is_sorted)
		return;
	b->other_same_key = has_key_of(b->last, r->line);
	b->last = r->line;
}

void
record_batch_reset(struct record_batch *b)
{
	b->lines.n = 0;
	b->last = (struct span){ 0 };
}

void
record_batch_get(const struct record_batch *b, size_t i, struct record *r)
{
	const struct record_slot *at = &b->slots[i];
	const struct record_form *f = &b->forms[at->form];
	const char *p = record_batch_text(b, i);
	size_t len = b->lines.len[i];

	if (b->is_other) {
		*r = b->other;
		return;
	}
	*r = (struct record){
		.line = { p, len },
		.key = { p, at->key },
		.amount_text = { p + at->key + 1, at->amount - at->key - 1 },
		.amount = { at->minor, at->scale },
		.currency = { p + at->amount + 1, f->currency_len },
		.side = f->side,
		.date = { p + at->fixed - f->date_len, f->date_len },
		.count = at->count,
	};
	if (len > at->fixed)
		r->carried =
		    (struct span){ p + at->fixed + 1, len - at->fixed - 1 };
}
