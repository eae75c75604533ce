/*
 * batch_take: what taking records and taking results have in common; for
 * record_take and result_take alone.
 */
#ifndef BATCH_TAKE_H
#define BATCH_TAKE_H

#include "stream/line/record_batch.h"
#include "stream/line/record_scan.h"

/* Amounts within this, LINE_BATCH_MAX of them do not overflow 64 bits. */
#define MINOR_MAX ((int64_t)1 << 52)

enum { FORM_PLACES = 4 }; /* one behind the other, where a form may be */

/* What is kept at hand while a batch is taken. */
struct take {
	struct record_batch *b;
	const char *end;
	struct amount_form digits; /* of amounts with b->scale decimals */
};

/* The line at p, all but its place in the batch: its length without LF, 0 if
 * it is left. */
typedef size_t take_line_fn(
    struct take *, const char *p, struct record_slot *, const struct finders *);

/* Takes lines that are as nearly all are, as many as there are. */
typedef void take_usual_fn(struct record_batch *, const char *p,
    const char *end, bool is_sorted, const struct finders *);

/* An amount of more digits or other decimals than most. */
static bool
read_any_amount(
    struct take *t, const char *from, const char *to, int64_t *minor)
{
	struct amount a;

	if (amount_scan(&from, t->end, &a) != AMOUNT_OK || from != to ||
	    a.minor <= -MINOR_MAX || a.minor >= MINOR_MAX)
		return false;
	if (a.scale != t->b->scale) {
		t->b->scale = a.scale;
		t->digits = amount_form(a.scale);
	}
	*minor = (int64_t)a.minor;
	return true;
}

/* The amount from from to to, where EIGHT bytes before to can be read. Its end
 * is known already: what follows need not wait for the number. */
ALWAYS_INLINE bool
read_amount(struct take *t, const char *from, const char *to, int64_t *minor)
{
	bool negative = *from == '-';

	if (!amount_scan_form(
		&t->digits, to, (size_t)(to - from) - negative, minor))
		return read_any_amount(t, from, to, minor);
	if (!negative)
		return true;
	*minor = -*minor;
	return *minor != 0;
}

/* Finds or makes the form at p, of len bytes, in one of its places. -1 where it
 * is none, or they are taken by forms that are needed. */
__attribute__((noinline)) static int
place_form(struct record_batch *b, const char *p, size_t len, bool has_side,
    enum result_class class)
{
	size_t i = form_place(p, len, class), last = i + FORM_PLACES, to = last;
	struct record_form made;

	for (; i < last; i++) {
		const struct record_form *f = &b->forms[i % RECORD_FORMS];

		if (f->kind == form_kind(len, class) &&
		    !memcmp(f->text, p, len))
			return (int)(i % RECORD_FORMS);
		if (to == last && !f->pending)
			to = i;
	}
	if (to == last || !form_make(&made, p, len, has_side))
		return -1;
	made.class = class;
	made.kind = form_kind(len, class);
	made.serial = ++b->serials;
	b->forms[to % RECORD_FORMS] = made;
	return (int)(to % RECORD_FORMS);
}

/* The place of the form at p among those kept; -1 where it cannot be. */
ALWAYS_INLINE int
find_form(struct record_batch *b, const char *p, bool has_side,
    enum result_class class, const struct finders *find)
{
	size_t len = form_len(p, has_side), i;

	if (len == 0)
		return -1;
	i = form_place(p, len, class);
	if (b->forms[i].kind == form_kind(len, class) &&
	    form_is(&b->forms[i], p, find))
		return (int)i;
	return place_form(b, p, len, has_side, class);
}

/* The form at p is that of the last line or becomes it. False as above. */
ALWAYS_INLINE bool
newest_form(struct record_batch *b, const char *p, bool has_side,
    enum result_class class, const struct finders *find)
{
	const struct record_form *f = &b->forms[b->newest];
	int i;

	if (f->len && f->class == class && form_is(f, p, find))
		return true;
	i = find_form(b, p, has_side, class, find);
	if (i < 0)
		return false;
	b->newest = (uint16_t)i;
	return true;
}

/*
 * Compares a line of len bytes with the one before it. False where it is out
 * of order; *same says whether it has the same KEY. The first differing byte
 * of two lines decides, if it is in both.
 */
ALWAYS_INLINE bool
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

/* Does the line follow the one before it, in the batch or handed out last? */
ALWAYS_INLINE bool
follows_last(struct record_batch *b, const char *p, size_t len, bool *same,
    const struct finders *find)
{
	size_t n = b->lines.n;
	struct span line = { p, len };

	if (n)
		return follows(p - b->lines.len[n - 1] - 1, b->lines.len[n - 1],
		    b->slots[n - 1].key, p, len, same, find);
	/* the memory of that one may end where it ends */
	*same = record_batch_has_key_of(b->last, line);
	return span_cmp(b->last, line) <= 0;
}

/* Amounts of the form and these decimals may be added up. False where others
 * are. */
ALWAYS_INLINE bool
begin_sum(struct record_batch *b, size_t form, int scale)
{
	struct record_form *f = &b->forms[form];

	if (f->pending)
		return f->scale == scale;
	f->pending = true;
	f->scale = scale;
	f->sum = f->right = 0;
	b->used[b->n_used++] = (uint16_t)form;
	return true;
}

/* Takes the line at p as the next of the batch, whatever it is like. */
ALWAYS_INLINE bool
take_next(struct take *t, const char *p, bool is_sorted,
    take_line_fn *take_line, const struct finders *find)
{
	struct record_batch *b = t->b;
	struct record_slot *r = &b->slots[b->lines.n];
	size_t len = take_line(t, p, r, find);

	if (len == 0)
		return false;
	r->same_key = false;
	if (is_sorted && !follows_last(b, p, len, &r->same_key, find))
		return false;
	if (!begin_sum(b, r->form, r->scale))
		return false;
	b->forms[r->form].sum += r->minor;
	if (!b->forms[r->form].side)
		b->forms[r->form].right += b->right[b->lines.n];
	r->at = b->lines.bytes;
	line_batch_add(&b->lines, len);
	return true;
}

ALWAYS_INLINE void
batch_take(struct record_batch *b, const char *from, const char *end,
    bool is_sorted, take_usual_fn *take_usual, take_line_fn *take_line,
    const struct finders *find)
{
	struct take t = { b, end, amount_form(b->scale) };
	const char *p = from;

	record_batch_begin(b, from);
	for (;;) {
		if (take_usual) {
			take_usual(b, p, end, is_sorted, find);
			p = from + b->lines.bytes;
			t.digits = amount_form(b->scale);
		}
		if (b->lines.n == LINE_BATCH_MAX || end - p < ROOM ||
		    !take_next(&t, p, is_sorted, take_line, find))
			break;
		p = from + b->lines.bytes;
	}
	if (is_sorted && b->lines.n)
		record_batch_close(b);
}

#endif
