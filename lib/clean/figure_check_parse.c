/* The part of figure_check.h that reads what is written. */
#define _GNU_SOURCE /* memmem */
#include "base/mem.h"
#include "clean/figure_check.h"

static struct span
dup(struct span s)
{
	return (struct span){ mem_dup(s), s.len };
}

static int
bad(struct err *e, struct span text)
{
	return err_set(e, ST_FAIL,
	    "\"%s\" is neither \"count\" nor \"sum "
	    "COLUMN\"",
	    excerpt(text).s);
}

static void
add_part(struct figure_check_parts *p, struct span name, bool minus)
{
	p->list = mem_grow(p->list, &p->cap, p->n + 1, sizeof *p->list);
	p->list[p->n++] =
	    (struct figure_check_part){ .name = dup(name), .minus = minus };
}

/* The first " + " or " - " of s; its length if there is none. */
static size_t
next_sign(struct span s)
{
	for (size_t i = 0; i + 2 < s.len; i++)
		if (s.p[i] == ' ' && (s.p[i + 1] == '+' || s.p[i + 1] == '-') &&
		    s.p[i + 2] == ' ')
			return i;
	return s.len;
}

/* "NAME + NAME - NAME"; false where a name is missing. minus: of the first. */
static bool
add_parts(struct figure_check_parts *p, bool minus, struct span s)
{
	for (;;) {
		size_t n = next_sign(s);
		struct span name = span_trim((struct span){ s.p, n });

		if (name.len == 0)
			return false;
		add_part(p, name, minus);
		if (n == s.len)
			return true;
		minus = s.p[n + 1] == '-';
		s = (struct span){ s.p + n + 3, s.len - n - 3 };
	}
}

/* Cuts "within AMOUNT" off the end of *s. */
static int
take_within(struct figure_check *c, struct span *s, struct err *e)
{
	static const char word[] = " within ";
	const char *w = memmem(s->p, s->len, word, sizeof word - 1);
	size_t n;
	struct span amount;

	if (!w)
		return 0;
	n = (size_t)(w - s->p);
	amount = span_trim((struct span){
	    w + sizeof word - 1, s->len - n - (sizeof word - 1) });
	if (amount_parse(amount, &c->within) != AMOUNT_OK)
		return err_set(e, ST_FAIL, "within \"%s\": is not an amount",
		    excerpt(amount).s);
	s->len = n;
	return 0;
}

/* "COLUMN", or "COLUMN by COLUMN". */
static bool
add_running_columns(struct figure_check_parts *p, struct span s)
{
	static const struct span word = SPAN(" by ");
	const char *w = memmem(s.p, s.len, word.p, word.len);
	size_t n = w ? (size_t)(w - s.p) : s.len;
	struct span balance = span_trim((struct span){ s.p, n });
	struct span account = { s.p + s.len, 0 };

	if (w)
		account = span_trim(
		    (struct span){ w + word.len, s.len - n - word.len });
	if (balance.len == 0 || (w && account.len == 0))
		return false;
	add_part(p, balance, false);
	if (w)
		add_part(p, account, false);
	return true;
}

/* What stands before "=": figures, or "running COLUMN". */
static int
parse_total(struct figure_check *c, struct err *e)
{
	static const struct span word = SPAN("running ");
	struct span s = c->total;
	bool fits;

	c->runs = span_begins(s, word);
	if (c->runs)
		fits = add_running_columns(&c->figures,
		    (struct span){ s.p + word.len, s.len - word.len });
	else
		fits = add_parts(&c->figures, false, s);
	if (fits)
		return 0;
	return err_set(e, ST_FAIL,
	    c->runs ? "\"%s\" is not \"running COLUMN by COLUMN\""
		    : "\"%s\" is no sum of figures",
	    excerpt(s).s);
}

int
figure_check_parse(struct figure_check *c, struct span total,
    struct span expression, struct err *e)
{
	struct span s = span_trim(expression);
	bool minus;

	*c = (struct figure_check){ .total = dup(span_trim(total)) };
	if (parse_total(c, e))
		return -1;
	if (span_eq(s, SPAN("count")) && !c->runs)
		return 0;
	if (!span_begins(s, SPAN("sum ")))
		return bad(e, s);
	s = span_trim((struct span){ s.p + 4, s.len - 4 });
	if (take_within(c, &s, e))
		return -1;
	minus = span_begins(s, SPAN("- "));
	if (minus)
		s = (struct span){ s.p + 2, s.len - 2 };
	return add_parts(&c->columns, minus, s) ? 0 : bad(e, expression);
}
