#include "join/lines/result_lines.h"

#include <stdlib.h>

#include "stream/line/carried_fields.h"
#include "value/time/date.h"
#include "base/mem.h"
#include "text/tsv.h"

enum { FEW = 8 }; /* lines of a KEY, as nearly all have */

static const struct span fields_tag = { "\tfields=", 8 };
static const struct span pass_tag = { "\tpass=", 6 };
static const struct span left_date_tag = { "\tl.date=", 8 };
static const struct span right_date_tag = { "\tr.date=", 8 };

static char *
put_field(char *to, struct span s)
{
	*to++ = '\t';
	return span_put(to, s);
}

static char *
put_amount(char *to, const struct record *r)
{
	return put_field(to, r ? r->amount_text : SPAN(TSV_NONE));
}

static char *
put_diff(char *to, struct amount diff)
{
	static const char zero[] = "0.000000000000000000";

	*to++ = '\t';
	if (!amount_is_zero(diff))
		return to + amount_format(diff, to);
	return span_put(
	    to, (struct span){ zero, diff.scale ? (size_t)diff.scale + 2 : 1 });
}

/* "<TAB>ln=COUNT" */
static char *
put_count(char *to, char letter, uint64_t n)
{
	struct amount count = { .minor = (int128)n, .scale = 0 };

	*to++ = '\t';
	*to++ = letter;
	*to++ = 'n';
	*to++ = '=';
	if (n > 9)
		return to + amount_format(count, to);
	*to++ = (char)('0' + n); /* as nearly always */
	return to;
}

/* Are there two sides whose dates differ? Nearly all are of one length. */
static bool
has_two_dates(const struct outcome *o)
{
	struct span l, r;

	if (!o->left || !o->right)
		return false;
	l = o->left->date;
	r = o->right->date;
	return l.len == DATE_LEN && r.len == DATE_LEN
	    ? memcmp(l.p, r.p, DATE_LEN) != 0
	    : !span_eq(l, r);
}

/* The earlier of two; a missing date is later than any. */
static struct span
earliest(const struct outcome *o)
{
	if (tsv_is_none(o->left->date))
		return o->right->date;
	if (tsv_is_none(o->right->date))
		return o->left->date;
	return span_cmp(o->left->date, o->right->date) <= 0 ? o->left->date
							    : o->right->date;
}

static char *
put_dates(char *to, const struct outcome *o)
{
	to = span_put(to, left_date_tag);
	to = span_put(to, o->left->date);
	to = span_put(to, right_date_tag);
	return span_put(to, o->right->date);
}

/* The most bytes the line of o can have, with its LF. */
static size_t
bound(const struct outcome *o)
{
	enum {
		COUNT = sizeof "\tln=" + 20,
		FIXED = 3 * AMOUNT_TEXT_CAP + CURRENCY_MAX + DATE_LEN +
		    CLASS_NAME_MAX + 7 /* TAB, LF */ + 2 * COUNT
	};
	size_t n = FIXED + (o->left ? o->left : o->right)->key.len +
	    fields_tag.len + o->fields.len + pass_tag.len + o->pass.len +
	    left_date_tag.len + right_date_tag.len + 2 * DATE_LEN;

	if (o->left)
		n += carried_room(o->left->carried.len);
	if (o->right)
		n += carried_room(o->right->carried.len);
	return n;
}

size_t
outcome_tail(const struct outcome *o, char *text)
{
	const struct record *any = o->left ? o->left : o->right;
	bool two_dates = has_two_dates(o);
	char *to = text;

	to = put_diff(to, o->diff);
	to = put_field(to, any->currency);
	to = put_field(to, two_dates ? earliest(o) : any->date);
	if (o->has_counts) {
		to = put_count(to, 'l', o->ln);
		to = put_count(to, 'r', o->rn);
	}
	if (o->fields.len) {
		to = span_put(to, fields_tag);
		to = span_put(to, o->fields);
	}
	if (o->pass.len) {
		to = span_put(to, pass_tag);
		to = span_put(to, o->pass);
	}
	if (two_dates)
		to = put_dates(to, o);
	if (o->left && o->left->carried.len)
		to = carried_put(to, 'l', o->left->carried);
	if (o->right && o->right->carried.len)
		to = carried_put(to, 'r', o->right->carried);
	*to++ = '\n';
	return (size_t)(to - text);
}

/* Writes the line of o with its LF to to; returns its end. */
static char *
format(char *to, const struct outcome *o)
{
	to = span_put(to, (o->left ? o->left : o->right)->key);
	to = put_field(to, result_class_text(o->class));
	to = put_amount(to, o->left);
	to = put_amount(to, o->right);
	return to + outcome_tail(o, to);
}

static void
begin_line(struct outcomes *all)
{
	all->starts =
	    mem_grow(all->starts, &all->cap, all->n + 1, sizeof *all->starts);
	all->starts[all->n++] = all->lines.len;
}

void
outcome_add(struct outcomes *all, const struct outcome *o)
{
	char *to = buf_room(&all->lines, bound(o));

	begin_line(all);
	all->lines.len += (size_t)(format(to, o) - to);
}

void
outcomes_add_line(struct outcomes *all, struct span line)
{
	begin_line(all);
	buf_add(&all->lines, line);
	buf_byte(&all->lines, '\n');
}

static int
by_bytes(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Few lines are put in order by themselves: qsort(3) costs more than they. */
static void
sort_lines(struct span *lines, size_t n)
{
	if (n > FEW) {
		qsort(lines, n, sizeof *lines, by_bytes);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct span line = lines[i];
		size_t k = i;

		for (; k && span_cmp(lines[k - 1], line) > 0; k--)
			lines[k] = lines[k - 1];
		lines[k] = line;
	}
}

/* Line i, without its LF, which is not part of the order. */
static struct span
line_at(const struct outcomes *all, size_t i)
{
	size_t start = all->starts[i];
	size_t end = i + 1 < all->n ? all->starts[i + 1] : all->lines.len;

	return (struct span){ all->lines.p + start, end - start - 1 };
}

static void
forget(struct outcomes *all)
{
	all->n = 0;
	buf_clear(&all->lines);
}

void
outcomes_write(struct outcomes *all, struct stream_out *to)
{
	all->sorted = mem_grow(
	    all->sorted, &all->sorted_cap, all->n, sizeof *all->sorted);
	for (size_t i = 0; i < all->n; i++)
		all->sorted[i] = line_at(all, i);
	sort_lines(all->sorted, all->n);
	for (size_t i = 0; i < all->n; i++)
		stream_put(to, all->sorted[i]);
	forget(all);
}

int
outcomes_spill(struct outcomes *all, struct line_sorter *to, struct err *e)
{
	int r = 0;

	for (size_t i = 0; i < all->n && r == 0; i++)
		r = line_sorter_add(to, line_at(all, i), e);
	forget(all);
	return r;
}

void
outcome_write(const struct outcome *o, struct stream_out *to)
{
	char *start = output_room(&to->out, bound(o));

	stream_took(to, (size_t)(format(start, o) - start));
}

void
outcomes_free(struct outcomes *all)
{
	buf_free(&all->lines);
	free(all->starts);
	free(all->sorted);
	*all = (struct outcomes){ 0 };
}
