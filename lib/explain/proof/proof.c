#define _GNU_SOURCE /* memmem */
#include "explain/proof/proof.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "explain/proof/bill_figures.h"

/* Adds the figures of each cell, so that a comma between two is no mark. */
static void
add_cells(struct bill_figures *f, struct guess_cells *cuts, struct span line,
    uint64_t number, char decimal)
{
	struct span rest = line;

	if (!guess_cells_row(cuts, &rest))
		return;
	for (size_t i = 0; i < cuts->n; i++)
		bill_figures_add(f, cuts->list[i], number, decimal);
}

/* The lines that are no rows: those at the head and at the end. */
static void
read_figures(struct bill_figures *f, const struct guess_layout *s, char decimal)
{
	struct span rest = buf_span(&s->text), line;
	struct guess_cells *cuts = mem_alloc(sizeof *cuts);
	uint64_t number = 0;

	*cuts = s->cuts;
	while (guess_cells_line(&rest, &line)) {
		bool head =
		    ++number < s->header_line || (line.len && line.p[0] == '#');
		bool tail = s->last_row && number > s->last_row;

		if ((head && number <= BILL_FIGURES_LINES) ||
		    (tail && number <= s->last_row + BILL_FIGURES_LINES))
			add_cells(f, cuts, line, number, decimal);
	}
	free(cuts);
}

/* The line that confirms the sums of one currency, 0 for none. */
static uint64_t
confirming(const struct bill_figures *f, const struct trial_sum *s)
{
	uint64_t in = bill_figures_find(f, s->in);
	uint64_t out = bill_figures_find(f, s->out);

	/* a zero stands in many a bill and confirms nothing */
	if (!amount_is_zero(s->in) && !amount_is_zero(s->out) && in && out)
		return in;
	return amount_is_zero(s->net) ? 0 : bill_figures_find(f, s->net);
}

/* All sums stand in the bill; of a single record a sum says nothing. */
static uint64_t
confirmed_by(const struct bill_figures *f, const struct trial *t)
{
	uint64_t line = 0;

	for (size_t i = 0; i < t->n; i++) {
		line = confirming(f, &t->sums[i]);
		if (line == 0)
			return 0;
	}
	return t->records > 1 ? line : 0;
}

/* A statement of a known format: were there balances to check? */
static bool
has_balances(const struct guess_layout *s)
{
	const char *text = s->text.p;
	size_t n = s->text.len;

	if (s->kind != FORMAT_CAMT)
		return true;
	return n && memmem(text, n, "CLBD", 4) &&
	    (memmem(text, n, "OPBD", 4) || memmem(text, n, "PRCD", 4));
}

/* The first doubt that matters. */
static void
put_doubt(struct buf *b, const struct guess_key *g)
{
	struct span d = { g->doubts.p + g->first_doubt,
		g->doubts.len - g->first_doubt };
	const char *lf = memchr(d.p, '\n', d.len);

	if (lf)
		d.len = (size_t)(lf - d.p);
	buf_str(b, "not sure: ");
	buf_add(b, d);
}

/* What keeps it from being proved whatever the figures say; "" for nothing. */
static bool
is_hindered(struct proof *p, const struct proof_rules *r)
{
	const struct guess_layout *s = r->layout;
	const struct trial *t = r->trial;

	if (s->is_part)
		buf_str(&p->why, "only the beginning was looked at");
	else if (r->bad)
		buf_printf(&p->why, "%" PRIu64 " rows do not fit: %s", r->bad,
		    r->what);
	else if (r->guess && r->guess->open)
		put_doubt(&p->why, r->guess);
	else if (!t->ran)
		buf_printf(
		    &p->why, "it does not run to the end: %s", t->why.text);
	else if (t->records == 0)
		buf_str(&p->why, "there is no row to prove anything by");
	else if (s->doubt)
		buf_str(&p->why, "the encoding is not sure");
	else if (t->broken)
		buf_str(&p->why,
		    "the running balance does not hold to the "
		    "end");
	else if (t->balance.len)
		buf_printf(&p->why,
		    "a row says \"%s\", which may be a balance and no payment",
		    excerpt(buf_span(&t->balance)).s);
	else if (t->carried)
		buf_str(&p->why,
		    "the oldest row is all of its balance: it may be what was "
		    "carried over, and no payment");
	else if (t->duplicates)
		buf_printf(&p->why,
		    "%" PRIu64 " records have the key of another",
		    t->duplicates);
	return p->why.len != 0;
}

static void
confirm(struct proof *p, const struct proof_rules *r)
{
	const struct trial *t = r->trial;
	struct bill_figures *f = mem_zeroed(1, sizeof *f);
	uint64_t line;

	read_figures(f, r->layout, r->guess ? r->guess->decimal : 0);
	line = confirmed_by(f, t);
	free(f);
	p->proved = true;
	buf_printf(&p->why, "%" PRIu64 " records, ", t->records);
	if (t->links >= BALANCE_CHAIN_LINKS && !t->loose)
		buf_str(&p->why, "whose amounts give the running balance");
	else if (t->is_checked && has_balances(r->layout))
		buf_str(&p->why,
		    "which agree with the totals or balances of "
		    "the bill");
	else if (line)
		buf_printf(
		    &p->why, "whose sums the bill has on line %" PRIu64, line);
	else
		p->proved = false;
	if (p->proved)
		return;
	buf_clear(&p->why);
	if (t->links && t->loose)
		buf_printf(&p->why,
		    "%" PRIu64 " amounts stand before the first balance or "
		    "behind the last",
		    t->loose);
	else
		buf_str(&p->why,
		    "neither totals nor a running balance in the bill "
		    "confirm the amounts");
}

void
proof_of(struct proof *p, const struct proof_rules *r)
{
	*p = (struct proof){ .proved = false };
	if (!is_hindered(p, r))
		confirm(p, r);
}
