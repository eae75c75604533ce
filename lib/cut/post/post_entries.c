#include "cut/post/post_entries.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "cut/balance/account_sql.h"

static int
cmp_entries(const void *a, const void *b)
{
	const struct post_entry *x = a, *y = b;
	int c = span_cmp(x->account, y->account);

	if (c == 0)
		c = span_cmp(x->currency, y->currency);
	if (c == 0)
		c = (x->side > y->side) - (x->side < y->side);
	return c ? c : (x->minor > y->minor) - (x->minor < y->minor);
}

static bool
is_same_account(const struct post_entry *a, const struct post_entry *b)
{
	return span_eq(a->account, b->account) &&
	    span_eq(a->currency, b->currency);
}

static void
sum_up(const struct post_entry *list, const struct posting *posting,
    char digest[DIGEST_TEXT + 1])
{
	const struct accounts_day day = accounts_day(posting->date);
	struct buf text = { 0 };

	for (size_t i = 0; i < posting->n; i++) {
		const struct post_entry *x = &list[i];

		buf_add(&text, x->account);
		buf_printf(&text, "\t%" PRId64 "\t%.*s\t%c\t%s\n", x->minor,
		    (int)x->currency.len, x->currency.p, x->side, day.text);
	}
	digest_of(buf_span(&text), digest);
	buf_free(&text);
}

/* Adds up those of one account and currency; *n are left. */
static int
merge(struct post_entry *list, const struct postings_in *in,
    const struct posting *posting, size_t *n, struct err *e)
{
	*n = 0;
	for (size_t i = 0; i < posting->n; i++) {
		struct post_entry *x = &list[i],
				  *to = *n ? &list[*n - 1] : NULL;

		if (!to || !is_same_account(x, to)) {
			list[(*n)++] = *x;
			continue;
		}
		if (x->side != to->side) {
			err_set(e, ST_DATA, "key \"%s\": is of both sides",
			    excerpt(x->account).s);
			return postings_in_err(in, posting, x->record, e);
		}
		/* two within the limit have a sum in 64 bits */
		to->minor += x->minor;
		if (to->minor > ACCOUNT_LIMIT || to->minor < -ACCOUNT_LIMIT) {
			err_set(e, ST_DATA, "key \"%s\": the sum is too large",
			    excerpt(x->account).s);
			return postings_in_err(in, posting, x->record, e);
		}
	}
	return 0;
}

int
post_entries_add(struct post_entries *p, struct accounts *a,
    const struct postings_in *in, const struct posting *posting, size_t *n,
    char digest[DIGEST_TEXT + 1], struct err *e)
{
	struct post_entry *list;

	p->list =
	    mem_grow(p->list, &p->cap, p->n + posting->n, sizeof *p->list);
	list = p->list + p->n;
	for (size_t i = 0; i < posting->n; i++) {
		const struct record *r = &posting->records[i];

		list[i] = (struct post_entry){ .account = r->key,
			.currency = r->currency,
			.side = r->side,
			.record = i };
		if (accounts_minor(
			a, r->currency, r->amount, &list[i].minor, e))
			return postings_in_err(in, posting, i, e);
	}
	qsort(list, posting->n, sizeof *list, cmp_entries);
	sum_up(list, posting, digest);
	if (merge(list, in, posting, n, e))
		return -1;
	p->n += *n;
	return 0;
}

void
post_entries_free(struct post_entries *p)
{
	free(p->list);
	*p = (struct post_entries){ 0 };
}
