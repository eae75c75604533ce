#include "explain/draft_checks.h"

#include <stdlib.h>

#include "base/mem.h"
#include "explain/draft_total.h"
#include "explain/proof/stated_sums.h"
#include "explain/words/profile_name.h"

/* A column that is made where a word turns amounts round. */
#define SIGNED "signed"

/* Which of the sums of a currency. */
enum which { CAME_IN, WENT_OUT, TOGETHER };

struct drafting {
	const struct draft_checks_rules *rules;
	struct buf *totals, checks; /* lines; */
	struct buf turns;           /* and such as the checks need */
	struct names used;          /* names of figures */
	bool decimal;               /* a line says the mark */
};

static struct span
column(const struct drafting *d, int i)
{
	return d->rules->columns->list[i];
}

static bool
amounts_are_plain(const struct drafting *d)
{
	const struct guess_key *g = d->rules->guess;

	return profile_name_is_plain(column(d, g->amount)) &&
	    (g->other < 0 || profile_name_is_plain(column(d, g->other)));
}

/* Are all cells numbers that a condition can compare? */
static bool
is_comparable(const struct drafting *d, int i)
{
	const struct column_facts *f = d->rules->facts;

	for (size_t r = 0; r < column_facts_kept(f); r++) {
		struct span cell = column_facts_cell(f, r, (size_t)i);
		struct amount a;

		if (cell.len && amount_parse(cell, &a) != AMOUNT_OK)
			return false;
	}
	return true;
}

/* "COLUMN = VALUE or COLUMN = VALUE" for each of the words of --sign. */
static void
put_words(const struct drafting *d, struct buf *b, bool out)
{
	const struct guess_key *g = d->rules->guess;
	struct names words = { 0 };
	struct err e;

	names_parse(&words, buf_span(out ? &g->out : &g->in), &e);
	if (words.n > 1)
		buf_byte(b, '(');
	for (size_t i = 0; i < words.n; i++) {
		buf_str(b, i ? " or " : "");
		profile_name_put_quoted(b, column(d, g->sign));
		buf_str(b, " = ");
		profile_name_put_quoted(b, words.list[i]);
	}
	if (words.n > 1)
		buf_byte(b, ')');
	names_free(&words);
}

/* Makes the column of the amounts with their signs, once. */
static bool
turn_words(struct drafting *d)
{
	const struct guess_key *g = d->rules->guess;
	struct span amount = column(d, g->amount);

	if (d->turns.len)
		return true;
	if (names_find(d->rules->columns, SPAN(SIGNED)) >= 0 ||
	    memchr(amount.p, '{', amount.len) ||
	    memchr(amount.p, '}', amount.len))
		return false;
	buf_str(&d->turns, "set = " SIGNED " = {");
	buf_add(&d->turns, amount);
	buf_str(&d->turns, "}\nnegate = " SIGNED " if ");
	put_words(d, &d->turns, true);
	buf_byte(&d->turns, '\n');
	return true;
}

/* Adds the condition that the row is of the currency, where there are
 * several. */
static bool
put_code(
    const struct drafting *d, struct buf *b, const char *also, struct span code)
{
	if (code.len == 0 || d->rules->trial->n < 2)
		return true;
	buf_str(b, also);
	profile_name_put_quoted(b, column(d, d->rules->guess->currency));
	buf_str(b, " = ");
	buf_add(b, code);
	return true;
}

/*
 * Adds "sum ..." and the conditions under which a row counts; false where no
 * rule can say it. *turned: what it adds up to is the opposite of the records'.
 */
static bool
put_sum(struct drafting *d, struct buf *b, enum which which, struct span code,
    bool *turned)
{
	const struct guess_key *g = d->rules->guess;
	bool out = which == WENT_OUT, one = g->other < 0;
	const char *also = " if ";

	if (which == TOGETHER && g->sign >= 0) {
		*turned = false;
		buf_str(b, "sum " SIGNED);
		return turn_words(d) && put_code(d, b, " if ", code);
	}
	if (which != TOGETHER && one && g->sign < 0 &&
	    !is_comparable(d, g->amount))
		return false;
	*turned = one ? g->sign >= 0 ? out : g->negated : out && g->subtracted;
	buf_str(b, "sum ");
	buf_add(b, column(d, one || !out ? g->amount : g->other));
	if (!one && which == TOGETHER) {
		buf_str(b, g->subtracted ? " - " : " + ");
		buf_add(b, column(d, g->other));
	}
	if (which != TOGETHER && one) {
		buf_str(b, also);
		also = " and ";
		if (g->sign >= 0) {
			put_words(d, b, out);
		} else {
			profile_name_put_quoted(b, column(d, g->amount));
			buf_str(b, out == g->negated ? " > 0" : " < 0");
		}
	}
	return put_code(d, b, also, code);
}

/* One figure, and the check of it. */
static void
draft_figure(struct drafting *d, const char *what, enum which which,
    const struct trial_sum *sum, const struct bill_figure *f)
{
	struct amount want = which == CAME_IN ? sum->in
	    : which == WENT_OUT               ? sum->out
					      : sum->net;
	struct buf check = { 0 }, label = { 0 };
	struct draft_total t;
	bool turned;

	buf_str(&label, what);
	if (d->rules->trial->n > 1)
		buf_printf(&label, "_%s", sum->code);
	buf_byte(&label, '\0');
	if (draft_total(
		&t, d->rules->layout, f, label.p, d->rules->guess->decimal) &&
	    put_sum(d, &check, which, span_str(sum->code), &turned)) {
		struct span name = buf_span(&t.name);

		if (names_find(&d->used, name) < 0)
			buf_add(d->totals, buf_span(&t.line));
		names_add(&d->used, name);
		buf_str(&d->checks, "check = ");
		if (amount_cmp(turned ? amount_neg(want) : want, t.stated))
			buf_str(&d->checks, "0 - ");
		buf_add(&d->checks, name);
		buf_str(&d->checks, " = ");
		buf_add(&d->checks, buf_span(&check));
		buf_byte(&d->checks, '\n');
		d->decimal = true;
	}
	draft_total_free(&t);
	buf_free(&check);
	buf_free(&label);
}

/* Where the bill states all sums: in and out, else the two together. */
static void
draft_sums(struct drafting *d, const struct stated_sums *s)
{
	const struct trial *t = d->rules->trial;

	for (size_t i = 0; i < t->n; i++) {
		const struct stated_sum *of = &s->of[i];

		if (of->in && of->out) {
			draft_figure(
			    d, "total_in", CAME_IN, &t->sums[i], of->in);
			draft_figure(
			    d, "total_out", WENT_OUT, &t->sums[i], of->out);
		} else {
			draft_figure(
			    d, "total", TOGETHER, &t->sums[i], of->net);
		}
	}
}

/* May the rows of every chain be told apart by a rule? */
static bool
may_run(const struct drafting *d, const struct balance_chain *c)
{
	if (!c->links || !profile_name_is_plain(column(d, c->balance)))
		return false;
	return c->by < 0 ? d->rules->trial->n < 2
			 : profile_name_is_plain(column(d, c->by));
}

/* "check = running BALANCE by ACCOUNT = sum ...". */
static void
draft_running(struct drafting *d)
{
	const struct balance_chain *c = &d->rules->guess->chain;
	struct buf sum = { 0 };
	struct span amounts;
	bool turned;

	if (may_run(d, c) && put_sum(d, &sum, TOGETHER, SPAN(""), &turned)) {
		buf_str(&d->checks, "check = running ");
		buf_add(&d->checks, column(d, c->balance));
		if (c->by >= 0) {
			buf_str(&d->checks, " by ");
			buf_add(&d->checks, column(d, c->by));
		}
		amounts = buf_span(&sum);
		amounts.p += strlen("sum ");
		amounts.len -= strlen("sum ");
		buf_str(&d->checks, c->negated ? " = sum - " : " = sum ");
		buf_add(&d->checks, amounts);
		buf_byte(&d->checks, '\n');
		d->decimal = true;
	}
	buf_free(&sum);
}

void
draft_checks(struct buf *b, const struct draft_checks_rules *rules)
{
	struct drafting d = { .rules = rules, .totals = b };
	struct stated_sums *s = mem_zeroed(1, sizeof *s);
	const struct guess_key *g = rules->guess;

	if (g->amount >= 0 && amounts_are_plain(&d)) {
		stated_sums_find(s, rules->layout, g->decimal, rules->trial);
		if (s->by)
			draft_sums(&d, s);
		draft_running(&d);
	}
	if (d.decimal && g->decimal)
		buf_printf(b, "decimal = %c\n", g->decimal);
	buf_add(b, buf_span(&d.turns));
	buf_add(b, buf_span(&d.checks));
	buf_free(&d.turns);
	buf_free(&d.checks);
	names_free(&d.used);
	free(s);
}
