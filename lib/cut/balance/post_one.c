#include "cut/balance/post_one.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "cut/balance/account_dates.h"
#include "cut/balance/account_sql.h"

void
post_begin(struct post *p)
{
	p->is_looked = p->is_torn = false;
}

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

/* What the posting is known by, beside its id: its entries, in any order. */
static void
sum_up(struct post *p, const struct posting *posting)
{
	const struct accounts_day day = accounts_day(posting->date);
	struct digest_sum *sum = digest_begin();
	struct buf text = { 0 };

	for (size_t i = 0; i < p->n; i++) {
		const struct post_entry *x = &p->entries[i];

		buf_add(&text, x->account);
		buf_printf(&text, "\t%" PRId64 "\t%.*s\t%c\t%s\n", x->minor,
		    (int)x->currency.len, x->currency.p, x->side, day.text);
	}
	digest_add(sum, buf_span(&text));
	digest_end(sum, p->digest);
	buf_free(&text);
}

/* Adds up those of one account and currency. */
static int
merge(struct post *p, const struct posting *posting, struct err *e)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct post_entry *x = &p->entries[i],
				  *to = n ? &p->entries[n - 1] : NULL;

		if (!to || !is_same_account(x, to)) {
			p->entries[n++] = *x;
			continue;
		}
		if (x->side != to->side) {
			err_set(e, ST_DATA, "key \"%s\": is of both sides",
			    excerpt(x->account).s);
			return postings_in_err(p->in, posting, x->record, e);
		}
		/* two within the limit have a sum in 64 bits */
		to->minor += x->minor;
		if (to->minor > ACCOUNT_LIMIT || to->minor < -ACCOUNT_LIMIT) {
			err_set(e, ST_DATA, "key \"%s\": the sum is too large",
			    excerpt(x->account).s);
			return postings_in_err(p->in, posting, x->record, e);
		}
	}
	p->n = n;
	return 0;
}

static int
make_entries(struct post *p, const struct posting *posting, struct err *e)
{
	p->entries =
	    mem_grow(p->entries, &p->cap, posting->n, sizeof *p->entries);
	for (size_t i = 0; i < posting->n; i++) {
		const struct record *r = &posting->records[i];

		p->entries[i] =
		    (struct post_entry){ r->key, r->currency, r->side, 0, i };
		if (accounts_minor(p->accounts, r->currency, r->amount,
			&p->entries[i].minor, e))
			return postings_in_err(p->in, posting, i, e);
	}
	p->n = posting->n;
	qsort(p->entries, p->n, sizeof *p->entries, cmp_entries);
	sum_up(p, posting);
	return merge(p, posting, e);
}

static int
look_before(struct post *p, int32_t date, struct err *e)
{
	int32_t before = 0;
	int r;

	if (p->is_looked && p->date == date)
		return 0;
	r = account_dates_before(p->accounts, date, &before, e);
	if (r < 0)
		return -1;
	p->date = date;
	p->before = accounts_day(before);
	p->is_looked = true;
	p->is_known = r > 0;
	return 0;
}

/* The account has not taken the entry: why? */
static int
look_why(struct post *p, const struct posting *posting,
    const struct post_entry *x, const struct accounts_day *day,
    enum post_is *is, bool *none, struct err *e)
{
	const struct db_value v[] = { db_text(x->account),
		db_text(x->currency) };
	struct db *d = &p->accounts->db;
	int r = accounts_ask(p->accounts, account_look, v, 2, e), later;
	char side;

	*none = r == 0;
	if (r <= 0)
		return r;
	side = db_cell(d, 0).p[0];
	later = span_cmp(db_cell(d, 1), span_str(day->text));
	*is = later > 0 ? POST_LATE : POST_EARLY;
	if (side != x->side)
		err_set(e, ST_DATA,
		    "key \"%s\": its balance in %.*s is of side %c, not %c",
		    excerpt(x->account).s, (int)x->currency.len, x->currency.p,
		    side, x->side);
	else if (later == 0 ||
	    (p->is_known && span_eq(db_cell(d, 1), span_str(p->before.text))))
		err_set(e, ST_DATA, "key \"%s\": the balance is too large",
		    excerpt(x->account).s);
	else
		r = 0;
	db_done(d);
	return r ? postings_in_err(p->in, posting, x->record, e) : 0;
}

/* 1 the account took it, 0 it did not, -1. */
static int
add(struct post *p, const struct post_entry *x, const struct accounts_day *day,
    struct err *e)
{
	const struct db_value v[] = { db_text(x->account), db_text(x->currency),
		db_int(x->minor), db_str(day->text),
		p->is_known ? db_str(p->before.text) : (struct db_value){ 0 },
		db_text((struct span){ &x->side, 1 }) };
	int r = accounts_ask(p->accounts, account_post, v, 6, e);

	db_done(&p->accounts->db);
	return r;
}

static int
make_account(struct post *p, const struct post_entry *x, struct err *e)
{
	const struct db_value v[] = { db_text(x->account), db_text(x->currency),
		db_text((struct span){ &x->side, 1 }) };

	return db_do(&p->accounts->db, account_make, v, 3, e);
}

/* Adds it to an account, which is made where there is none. */
static int
post_entry(struct post *p, const struct posting *posting,
    const struct post_entry *x, const struct accounts_day *day,
    enum post_is *is, struct err *e)
{
	bool none;
	int r = add(p, x, day, e);

	if (r == 0) {
		if (look_why(p, posting, x, day, is, &none, e))
			return -1;
		if (!none)
			return 0;
		r = make_account(p, x, e) ? -1 : add(p, x, day, e);
		if (r == 0)
			return look_why(p, posting, x, day, is, &none, e);
	}
	return r < 0 ? -1 : 0;
}

/* Is the id new? 1; 0 with what it is otherwise, -1 the id is of others. */
static int
take_id(struct post *p, const struct posting *posting, int32_t date,
    enum post_is *is, struct err *e)
{
	const struct accounts_day day = accounts_day(date);
	const struct db_value v[] = { db_text(posting->id), db_str(p->digest),
		db_str(day.text) };
	struct db *d = &p->accounts->db;
	int r = accounts_ask(p->accounts, posting_new, v, 3, e);
	bool same;

	db_done(d);
	if (r)
		return r;
	r = accounts_ask(p->accounts, posting_old, v, 1, e);
	if (r < 0)
		return -1;
	same = r > 0 && span_eq(db_cell(d, 0), span_str(p->digest));
	db_done(d);
	*is = POST_REPEATED;
	if (same)
		return 0;
	err_set(e, ST_DATA, "posting \"%s\": was posted with other entries",
	    excerpt(posting->id).s);
	return postings_in_err(p->in, posting, 0, e);
}

/* All of it, of that date, in a transaction within the other. */
static int
post_at(struct post *p, const struct posting *posting, int32_t date,
    enum post_is *is, struct err *e)
{
	const struct accounts_day day = accounts_day(date);
	struct db *d = &p->accounts->db;
	struct err other;
	int r;

	if (look_before(p, date, e) ||
	    db_do(d, "SAVEPOINT posting", NULL, 0, e))
		return -1;
	*is = POST_DONE;
	r = take_id(p, posting, date, is, e);
	for (size_t i = 0; r == 1 && *is == POST_DONE && i < p->n; i++)
		if (post_entry(p, posting, &p->entries[i], &day, is, e))
			r = -1;
	if ((r < 0 || *is != POST_DONE) &&
	    db_do(d, "ROLLBACK TO posting", NULL, 0, r < 0 ? &other : e))
		p->is_torn = true;
	else if (db_do(d, "RELEASE posting", NULL, 0, r < 0 ? &other : e))
		p->is_torn = true;
	return r < 0 || p->is_torn ? -1 : 0;
}

int
post_one(struct post *p, const struct posting *posting, enum post_is *is,
    struct err *e)
{
	int32_t now;

	if (make_entries(p, posting, e) ||
	    post_at(p, posting, posting->date, is, e))
		return -1;
	if (*is != POST_LATE || !p->roll)
		return 0;
	if (account_dates_now(p->accounts, &now, e) ||
	    post_at(p, posting, now, is, e))
		return -1;
	if (*is == POST_DONE)
		*is = POST_ROLLED;
	return 0;
}

void
post_free(struct post *p)
{
	free(p->entries);
	*p = (struct post){ 0 };
}
