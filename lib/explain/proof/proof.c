#define _GNU_SOURCE /* memmem */
#include "explain/proof/proof.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "explain/proof/stated_sums.h"

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
	else if (r->bad > 1)
		buf_printf(&p->why, "%" PRIu64 " rows do not fit: %s", r->bad,
		    r->what);
	else if (r->bad)
		buf_printf(&p->why, "a row does not fit: %s", r->what);
	else if (r->failed)
		buf_printf(
		    &p->why, "it cannot be read to its end: %s", r->what);
	else if (r->guess && r->rows == 0)
		buf_str(&p->why,
		    "there is no row to tell anything by: take a bill of "
		    "another day");
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
	struct stated_sums *s = mem_zeroed(1, sizeof *s);

	stated_sums_find(s, r->layout, r->guess ? r->guess->decimal : 0, t);
	p->proved = true;
	buf_printf(&p->why, "%" PRIu64 " records, ", t->records);
	if (t->links >= BALANCE_CHAIN_LINKS && !t->loose)
		buf_str(&p->why, "whose amounts give the running balance");
	else if (t->is_checked && has_balances(r->layout))
		buf_str(&p->why,
		    "which agree with the totals or balances of "
		    "the bill");
	else if (s->by && s->by->pointer.p)
		buf_printf(&p->why, "whose sums the bill has at %s",
		    excerpt(s->by->pointer).s);
	else if (s->by)
		buf_printf(&p->why, "whose sums the bill has on line %" PRIu64,
		    s->by->line);
	else
		p->proved = false;
	free(s);
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
