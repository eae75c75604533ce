/* Row by row in SQLite, whose file is locked as a whole; by arrays in
 * PostgreSQL: a statement for all accounts, and one for all ids. */
#include "cut/post/post_rows.h"

#include "cut/balance/account_sql.h"
#include "cut/post/sql_array.h"

static bool
is_new(const struct post_set *s, const struct post_item *x)
{
	return x < s->items + s->good.n &&
	    (x->is == POST_DONE || x->is == POST_ROLLED);
}

static int
store_account(struct post_set *s, const struct post_account *a, struct err *e)
{
	const struct accounts_day day = accounts_day(a->turned_to);
	struct db_value v[6] = { db_text(a->account), db_text(a->currency) };

	if (a->is_there) {
		v[2] = db_int(a->add_day);
		v[3] = db_int(a->add_next);
		return db_do(&s->accounts->db, account_add, v, 4, e);
	}
	v[2] = db_text((struct span){ &a->side, 1 });
	v[3] = db_str(day.text);
	v[4] = db_int(a->day);
	v[5] = db_int(a->next);
	return db_do(&s->accounts->db, account_make, v, 6, e);
}

static int
store_id(struct post_set *s, const struct post_item *x, struct err *e)
{
	const struct accounts_day day = accounts_day(x->date);
	const struct db_value v[] = { db_text(x->posting->id),
		db_str(x->digest), db_str(day.text) };

	return db_do(&s->accounts->db, posting_make, v, 3, e);
}

static int
store_each(struct post_set *s, struct err *e)
{
	for (size_t i = 0; i < s->n_list; i++)
		if (s->list[i].is_used && store_account(s, &s->list[i], e))
			return -1;
	for (size_t i = 0; i < s->good.n; i++)
		if (is_new(s, &s->items[i]) && store_id(s, &s->items[i], e))
			return -1;
	return 0;
}

enum { ARRAYS_MAX = 6 };

static void
begin_arrays(struct sql_array a[ARRAYS_MAX])
{
	for (size_t i = 0; i < ARRAYS_MAX; i++)
		sql_array_begin(&a[i]);
}

/* Behind what was told before, with the n values; it is not waited for. */
static int
send(struct post_set *s, const char *sql, struct sql_array a[ARRAYS_MAX],
    size_t n, struct err *e)
{
	struct db_value v[ARRAYS_MAX];

	for (size_t i = 0; i < n; i++)
		v[i] = sql_array_end(&a[i]);
	return db_later(&s->accounts->db, sql, v, n, e);
}

static int
store_added(struct post_set *s, struct sql_array a[ARRAYS_MAX], struct err *e)
{
	bool any = false;

	begin_arrays(a);
	for (size_t i = 0; i < s->n_list; i++) {
		const struct post_account *x = &s->list[i];

		if (!x->is_used || !x->is_there)
			continue;
		any = true;
		sql_array_text(&a[0], x->account);
		sql_array_text(&a[1], x->currency);
		sql_array_int(&a[2], x->add_day);
		sql_array_int(&a[3], x->add_next);
	}
	return any ? send(s, accounts_add, a, 4, e) : 0;
}

static int
store_made(struct post_set *s, struct sql_array a[ARRAYS_MAX], struct err *e)
{
	bool any = false;

	begin_arrays(a);
	for (size_t i = 0; i < s->n_list; i++) {
		const struct post_account *x = &s->list[i];

		if (!x->is_used || x->is_there)
			continue;
		any = true;
		sql_array_text(&a[0], x->account);
		sql_array_text(&a[1], x->currency);
		sql_array_text(&a[2], (struct span){ &x->side, 1 });
		sql_array_text(
		    &a[3], span_str(accounts_day(x->turned_to).text));
		sql_array_int(&a[4], x->day);
		sql_array_int(&a[5], x->next);
	}
	return any ? send(s, accounts_make, a, 6, e) : 0;
}

static int
store_ids(struct post_set *s, struct sql_array a[ARRAYS_MAX], struct err *e)
{
	bool any = false;

	begin_arrays(a);
	for (size_t i = 0; i < s->n; i++) {
		const struct post_item *x = s->by_id[i];

		if (!is_new(s, x))
			continue;
		any = true;
		sql_array_text(&a[0], x->posting->id);
		sql_array_text(&a[1], span_str(x->digest));
		sql_array_text(&a[2], span_str(accounts_day(x->date).text));
	}
	return any ? send(s, postings_make, a, 3, e) : 0;
}

int
post_rows_store(struct post_set *s, struct err *e)
{
	struct sql_array a[ARRAYS_MAX] = { 0 };
	int r;

	if (s->accounts->db.kind != DB_POSTGRES)
		return store_each(s, e);
	r = store_added(s, a, e) || store_made(s, a, e) || store_ids(s, a, e)
	    ? -1
	    : 0;
	for (size_t i = 0; i < ARRAYS_MAX; i++)
		buf_free(&a[i].text);
	return r;
}

int
post_rows_at_once(struct post_set *s, struct err *e)
{
	struct post_item *x = &s->items[0];
	const struct post_entry *entry = &s->entries.list[0];
	struct db *d = &s->accounts->db;
	const int32_t date = x->posting->date;
	const struct accounts_day day = accounts_day(date),
				  before = accounts_day(s->dates.before);
	const struct db_value v[] = { db_text(entry->account),
		db_text(entry->currency), db_int(entry->minor),
		db_str(day.text),
		post_set_knows_before(s, date) ? db_str(before.text)
					       : (struct db_value){ 0 },
		db_text((struct span){ &entry->side, 1 }),
		db_text(x->posting->id), db_str(x->digest) };
	int r = db_ask_one(&s->accounts->db, account_post, v, 8, e);

	db_done(d);
	if (r < 0 && (db_was_conflict(d) || e->status == ST_BROKEN))
		r = 0;
	if (r > 0) {
		x->is = POST_DONE;
		s->good = s->made;
	}
	return r;
}
