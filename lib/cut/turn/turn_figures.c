#include "cut/turn/turn_figures.h"

#include <inttypes.h>

#include "base/plural.h"
#include "text/tsv.h"
#include "value/amount.h"
#include "value/currency.h"

/* Figures of one answer about one other system. */
struct figures {
	const struct answer *answer;
	const char *which; /* "in" or "out" */
	const char *system;
};

static void
put_name(struct buf *b, const struct figures *f, const char *what)
{
	buf_printf(b, "%s.%s.%s%c", f->which, f->system, what, '\0');
}

/* Its value: 1, 0 where it is not there; -1 where it is there twice, whichever
 * is meant. */
static int
find(
    const struct figures *f, const char *what, struct buf *value, struct err *e)
{
	struct buf name = { 0 };
	int r;

	put_name(&name, f, what);
	r = answer_find(f->answer, name.p, value);
	if (r && answer_repeats(f->answer, name.p))
		r = err_set(e, ST_DATA, "its answer says %s twice", name.p);
	buf_free(&name);
	return r;
}

static int
read_count(const struct figures *f, uint64_t *n, struct err *e)
{
	struct buf value = { 0 };
	int r = find(f, "count", &value, e);

	if (r == 0)
		r = err_set(e, ST_DATA, "its answer lacks %s.%s.count",
		    f->which, f->system);
	else if (r > 0 && !span_count(buf_span(&value), n))
		r = err_set(e, ST_DATA, "%s.%s.count is no number: \"%s\"",
		    f->which, f->system, excerpt(buf_span(&value)).s);
	buf_free(&value);
	return r < 0 ? -1 : 0;
}

static int
check_currency(const struct figures *f, const char *currency, struct err *e)
{
	if (currency_is_code(span_str(currency)))
		return 0;
	return err_set(e, ST_DATA, "%s.%s.%s: that is no currency", f->which,
	    f->system, excerpt(span_str(currency)).s);
}

/* The amount of a currency, 0 where it is not there. */
static int
read_amount(const struct figures *f, const char *currency, struct amount *a,
    struct err *e)
{
	struct buf value = { 0 };
	enum amount_result got = AMOUNT_OK;
	int r;

	*a = (struct amount){ 0 };
	r = find(f, currency, &value, e);
	if (r > 0)
		got = amount_parse(buf_span(&value), a);
	if (got != AMOUNT_OK)
		r = err_set(e, ST_DATA, "%s.%s.%s %s: \"%s\"", f->which,
		    f->system, currency, amount_why(got),
		    excerpt(buf_span(&value)).s);
	buf_free(&value);
	return r < 0 ? -1 : 0;
}

/* The next of its currencies in rest, with a NUL behind it. */
static bool
next_currency(const struct figures *f, struct span *rest, struct buf *currency)
{
	struct buf begin = { 0 };
	struct span value, name;
	bool found = false;

	buf_printf(&begin, "%s.%s.", f->which, f->system);
	while (!found && tsv_next(rest, &value)) {
		const char *sign =
		    value.len ? memchr(value.p, '=', value.len) : NULL;

		if (!sign || !span_begins(value, buf_span(&begin)))
			continue;
		name = (struct span){ value.p + begin.len,
			(size_t)(sign - value.p) };
		if (name.len < begin.len)
			continue;
		name.len -= begin.len;
		if (span_eq(name, SPAN("count")))
			continue;
		buf_clear(currency);
		buf_add(currency, name);
		buf_byte(currency, '\0');
		found = true;
	}
	buf_free(&begin);
	return found;
}

static int
compare_sum(const struct figures *sent, const struct figures *got,
    const char *currency, uint64_t n, struct err *e)
{
	char sent_text[AMOUNT_TEXT_CAP], got_text[AMOUNT_TEXT_CAP];
	struct amount s, g;

	if (read_amount(sent, currency, &s, e) ||
	    read_amount(got, currency, &g, e))
		return -1;
	if (amount_cmp(s, g) == 0)
		return 0;
	amount_format(s, sent_text);
	amount_format(g, got_text);
	return err_set(e, ST_DIFFER,
	    "%s sent %s %s in %" PRIu64 " record%s, it has %s", got->system,
	    sent_text, currency, n, plural(n), got_text);
}

/* The currencies of one of both. */
static int
compare_sums(const struct figures *of, const struct figures *sent,
    const struct figures *got, uint64_t n, struct err *e)
{
	struct span rest = buf_span(&of->answer->values);
	struct buf currency = { 0 };
	int r = 0;

	while (r == 0 && next_currency(of, &rest, &currency))
		r = check_currency(of, currency.p, e) ||
			compare_sum(sent, got, currency.p, n, e)
		    ? -1
		    : 0;
	buf_free(&currency);
	return r;
}

int
turn_figures_compare(const struct answer *sent, const char *from,
    const struct answer *got, const char *to, struct err *e)
{
	const struct figures s = { sent, "out", to }, g = { got, "in", from };
	uint64_t n, m;

	if (read_count(&s, &n, e) || read_count(&g, &m, e))
		return -1;
	if (m != n)
		return err_set(e, m < n ? ST_AGAIN : ST_DIFFER,
		    "%s sent %" PRIu64 " record%s, it has %" PRIu64, from, n,
		    plural(n), m);
	if (compare_sums(&s, &s, &g, n, e))
		return -1;
	return compare_sums(&g, &s, &g, n, e);
}

static bool
gets_of(const struct cut_system *s, size_t from)
{
	for (size_t i = 0; i < s->n_after; i++)
		if (s->after[i] == from)
			return true;
	return false;
}

int
turn_figures_check(const struct cut_book *b, size_t system,
    const struct answer *sent, struct err *e)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < b->n_systems; i++) {
		const struct figures f = { sent, "out", b->systems[i].name };
		struct span rest = buf_span(&sent->values);
		struct buf currency = { 0 };
		struct amount a;
		uint64_t n;

		if (!gets_of(&b->systems[i], system))
			continue;
		r = read_count(&f, &n, e);
		while (r == 0 && next_currency(&f, &rest, &currency))
			r = check_currency(&f, currency.p, e) ||
				read_amount(&f, currency.p, &a, e)
			    ? -1
			    : 0;
		buf_free(&currency);
	}
	return r;
}
