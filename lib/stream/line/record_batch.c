#include "stream/line/record_batch.h"

void
record_batch_begin(struct record_batch *b, const char *p)
{
	line_batch_begin(&b->lines, p);
	b->is_other = b->closed = false;
}

/* Gives up the records from i on. */
static void
cut(struct record_batch *b, size_t i)
{
	for (size_t k = i; k < b->lines.n; k++) {
		struct record_form *f = &b->forms[b->slots[k].form];

		f->sum -= b->slots[k].minor;
		if (!f->side)
			f->right -= b->right[k];
	}
	b->lines.n = i;
	b->lines.bytes = b->slots[i].at;
}

void
record_batch_close(struct record_batch *b)
{
	size_t i = b->lines.n;

	while (i > 1 && b->slots[i - 1].same_key)
		i--;
	if (i > 1) {
		cut(b, i - 1);
		b->closed = true;
	}
	b->last = record_batch_line(b, b->lines.n - 1);
}

static void
count_form(const struct record_form *f, struct total *t)
{
	struct span currency = record_form_currency(f);
	struct amount sum = { f->sum, f->scale },
		      right = { f->right, f->scale };

	if (f->side) {
		total_add(t, f->side, currency, sum);
		return;
	}
	if (f->class != CLASS_RIGHT)
		total_add(t, 'L', currency, sum);
	if (f->class != CLASS_LEFT)
		total_add(t, 'R', currency, right);
}

void
record_batch_count(struct record_batch *b, struct total *t)
{
	for (size_t i = 0; i < b->n_used; i++) {
		struct record_form *f = &b->forms[b->used[i]];

		f->pending = false;
		count_form(f, t);
	}
	b->n_used = 0;
	t->records += b->lines.n;
}

static void
other(struct record_batch *b, struct span line, bool is_sorted)
{
	record_batch_begin(b, line.p);
	line_batch_add(&b->lines, line.len);
	b->is_other = true;
	if (!is_sorted)
		return;
	b->other_same_key = record_batch_has_key_of(b->last, line);
	b->last = line;
}

void
record_batch_other(
    struct record_batch *b, const struct record *r, bool is_sorted)
{
	other(b, r->line, is_sorted);
	b->other = *r;
}

void
record_batch_other_result(
    struct record_batch *b, const struct result *r, bool is_sorted)
{
	other(b, r->line, is_sorted);
	b->other_result = *r;
}

void
record_batch_reset(struct record_batch *b)
{
	*b = (struct record_batch){ .serials = b->serials };
}

/* What stands behind the fixed fields of a line; nothing if it ends there. */
static inline struct span
carried_of(const char *p, size_t fixed, size_t len)
{
	return len > fixed ? (struct span){ p + fixed + 1, len - fixed - 1 }
			   : (struct span){ 0 };
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
		.carried = carried_of(p, at->fixed, len),
		.count = at->count,
	};
}

void
record_batch_get_result(
    const struct record_batch *b, size_t i, struct result *r)
{
	const struct record_slot *at = &b->slots[i];
	const struct record_form *f = &b->forms[at->form];
	const char *p = record_batch_text(b, i);
	size_t len = b->lines.len[i];
	bool has_left, has_right;

	if (b->is_other) {
		*r = b->other_result;
		return;
	}
	has_left = f->class != CLASS_RIGHT;
	has_right = f->class != CLASS_LEFT;
	*r = (struct result){
		.line = { p, len },
		.key = { p, at->key },
		.class = f->class,
		.has_left = has_left,
		.has_right = has_right,
		.left = { at->minor, has_left ? at->scale : 0 },
		.right = { b->right[i], has_right ? at->scale : 0 },
		.diff = { at->minor - b->right[i], at->scale },
		.currency = { p + at->amount + 1, f->currency_len },
		.date = { p + at->fixed - f->date_len, f->date_len },
		.day = f->day,
		.carried = carried_of(p, at->fixed, len),
	};
}
