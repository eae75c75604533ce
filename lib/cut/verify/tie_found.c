#include "cut/verify/tie_found.h"

#include <inttypes.h>

#include "cut/book/join_options.h"
#include "stream/line/result.h"
#include "text/tsv.h"

int
tie_found_run(const struct stage *s, struct err *e)
{
	if (!span_eq(s->program, SPAN("recon-join")))
		return err_set(e, ST_DIFFER,
		    "it is of %.*s, and pairs are compared by recon-join",
		    (int)s->program.len, s->program.p);
	if (stage_is_well(s))
		return 0;
	return err_set(e, ST_DIFFER, "its run ended with status %d: %.*s",
	    (int)s->status, (int)s->reason.len, s->reason.p ? s->reason.p : "");
}

int
tie_found_options(
    const struct cut_pair *p, const struct stage *s, struct err *e)
{
	struct buf book = { 0 }, run = { 0 };
	int r = 0;

	join_options_put(&book, span_str(p->options));
	for (size_t i = 0; i < s->options.n; i++)
		join_options_put_told(
		    &run, s->options.of[i].name, s->options.of[i].value);
	if (!span_eq(buf_span(&book), buf_span(&run)))
		r = err_set(e, ST_DIFFER,
		    "recon-join was run with \"%.*s\", and the book says "
		    "\"%.*s\"",
		    (int)run.len, run.len ? run.p : "", (int)book.len,
		    book.len ? book.p : "");
	buf_free(&book);
	buf_free(&run);
	return r;
}

/* The sums of all inputs, or outputs, of a role; false where one has none. */
static bool
add_sums(struct total *to, const struct stage_list *l, const char *role)
{
	struct err ignored; /* they were added up before */

	for (size_t i = 0; i < l->n; i++) {
		if (!span_eq(l->of[i].role, span_str(role)))
			continue;
		if (!l->of[i].totalled ||
		    total_merge(to, &l->of[i].total, &ignored))
			return false;
	}
	return true;
}

/* Adds "1 left, 34 matched"; is there another than those that match? */
static bool
put_classes(struct buf *b, const struct stage *s)
{
	const struct span label = SPAN("class.");
	bool other = false;

	for (size_t i = 0; i < s->counts.n; i++) {
		const struct stage_word *w = &s->counts.of[i];
		struct span name = { w->name.p + label.len,
			w->name.len - label.len };

		if (!span_begins(w->name, label) ||
		    span_eq(w->value, SPAN("0")))
			continue;
		buf_printf(b, "%s%.*s %.*s", b->len ? ", " : "",
		    (int)w->value.len, w->value.p, (int)name.len, name.p);
		other =
		    other || !span_eq(name, result_class_text(CLASS_MATCHED));
	}
	return other;
}

/* Adds SIDE.CURRENCY=SUM of each, and what is before them. */
static void
put_sums(struct buf *b, const char *before, const struct total *t)
{
	struct buf line = { 0 };
	struct span rest, field;

	total_format(&line, t);
	rest = (struct span){ line.p, line.len - 1 };
	for (int i = 0; tsv_next(&rest, &field); i++)
		if (i > 1) /* behind "#total" and the records */
			buf_printf(
			    b, "%s%.*s", before, (int)field.len, field.p);
	buf_free(&line);
}

static int
tell_lack(const struct total *in, const struct total *out, struct err *e)
{
	struct buf text = { 0 };

	buf_str(&text, "the results lack records that were read: read");
	put_sums(&text, " ", in);
	buf_str(&text, ", written");
	put_sums(&text, " ", out);
	err_set(e, ST_DIFFER, "%.*s", (int)text.len, text.p);
	buf_free(&text);
	return -1;
}

/* How many results have a class, or UINT64_MAX where that cannot be. */
static uint64_t
count_classes(const struct stage *s)
{
	uint64_t all = 0, n;

	for (size_t i = 0; i < s->counts.n; i++) {
		const struct stage_word *w = &s->counts.of[i];

		if (span_begins(w->name, SPAN("class.")) &&
		    (!span_count(w->value, &n) ||
			__builtin_add_overflow(all, n, &all)))
			return UINT64_MAX;
	}
	return all;
}

/* Are the records that were read all in the results, and each of these in a
 * class? */
static int
check_whole(const struct stage *s, struct err *e)
{
	struct total in = { 0 }, out = { 0 };
	struct err ignored;
	int r = 0;

	if (!add_sums(&in, &s->inputs, "read") ||
	    !add_sums(&out, &s->outputs, "written"))
		r = err_set(e, ST_DIFFER, "it does not tell all sums");
	else if (out.records != count_classes(s))
		r = err_set(e, ST_DIFFER,
		    "its results are not as many as those of its classes");
	out.records = in.records; /* results are of several */
	if (r == 0 && !total_equal(&in, &out, &ignored))
		r = tell_lack(&in, &out, e);
	total_free(&in);
	total_free(&out);
	return r;
}

static int
check_classes(const struct stage *s, struct err *e)
{
	struct buf text = { 0 };
	struct total in = { 0 };
	int r = 0;

	if (put_classes(&text, s)) {
		add_sums(&in, &s->inputs, "read");
		put_sums(&text, ", ", &in);
		r = err_set(e, ST_DIFFER, "%.*s", (int)text.len, text.p);
	}
	buf_free(&text);
	total_free(&in);
	return r;
}

int
tie_found_check(const struct cut_book *b, const struct cut_pair *p,
    const struct stage *s, struct err *e)
{
	struct buf name = { 0 };
	int r = tie_found_options(p, s, e) || check_classes(s, e) ||
	    check_whole(s, e);

	if (r == 0)
		return 0;
	buf_printf(&name, "%s -> %s%c", b->systems[p->from].name,
	    b->systems[p->to].name, '\0');
	err_at(e, name.p, 0);
	buf_free(&name);
	return -1;
}

/* The sum of the right in a currency; 0 where there is none. */
static struct amount
right_of(const struct total *t, const struct total_sum *left)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->sums[i].side == 'R' && t->sums[i].len == left->len &&
		    !memcmp(t->sums[i].currency, left->currency, left->len))
			return t->sums[i].amount;
	return (struct amount){ 0 };
}

void
tie_found_tolerance(struct buf *b, const struct stage *s)
{
	struct total in = { 0 };

	add_sums(&in, &s->inputs, "read");
	for (size_t i = 0; i < in.n; i++) {
		const struct total_sum *left = &in.sums[i];
		char text[AMOUNT_TEXT_CAP];
		struct amount by;

		if (left->side != 'L' ||
		    amount_add_scaled(left->amount,
			amount_neg(right_of(&in, left)), &by) != AMOUNT_OK ||
		    amount_is_zero(by))
			continue;
		buf_printf(b, "%s%.*s left minus right by ", b->len ? ", " : "",
		    (int)left->len, left->currency);
		buf_add(b, (struct span){ text, amount_format(by, text) });
	}
	total_free(&in);
}

void
tie_found_evidence(struct buf *b, const char *name, const struct stage *s)
{
	struct total in = { 0 };
	struct buf before = { 0 };

	add_sums(&in, &s->inputs, "read");
	buf_printf(b, "\t%s.records=%" PRIu64, name, in.records);
	buf_printf(&before, "\t%s.%c", name, '\0');
	put_sums(b, before.p, &in);
	buf_free(&before);
	total_free(&in);
}
