/* Row by row in SQLite, whose file is locked as a whole; in PostgreSQL by one
 * statement that locks what it reads. */
#include "cut/post/post_rows.h"

#include "cut/balance/account_sql.h"
#include "cut/post/sql_array.h"

/* The account in the row: side, turned_to, day, next from that column on. */
static int
take_account(
    struct post_set *s, struct post_account *a, int column, struct err *e)
{
	const struct db *d = &s->accounts->db;

	a->is_there = true;
	a->side = db_cell(d, column).p[0];
	a->day = db_cell_int(d, column + 2);
	a->next = db_cell_int(d, column + 3);
	return accounts_cell_day(s->accounts, column + 1, &a->turned_to, e);
}

static int
load_account(struct post_set *s, struct post_account *a, struct err *e)
{
	const struct db_value v[] = { db_text(a->account),
		db_text(a->currency) };
	int r = db_ask_one(&s->accounts->db, account_look, v, 2, e);

	if (r > 0)
		r = take_account(s, a, 0, e);
	db_done(&s->accounts->db);
	return r;
}

static int
load_id(struct post_set *s, struct span id, struct err *e)
{
	const struct db_value v = db_text(id);
	int r = db_ask_one(&s->accounts->db, posting_look, &v, 1, e);

	if (r > 0)
		post_set_there(s, id, db_cell(&s->accounts->db, 0));
	db_done(&s->accounts->db);
	return r < 0 ? -1 : 0;
}

static int
load_each(struct post_set *s, struct err *e)
{
	for (size_t i = 0; i < s->n_list; i++)
		if (load_account(s, &s->list[i], e))
			return -1;
	for (size_t i = 0; i < s->n; i++)
		if (!s->items[i].again &&
		    load_id(s, s->items[i].posting->id, e))
			return -1;
	return 0;
}

/* A row of an account, or of an id: then column 3 is NULL. */
static int
take_row(struct post_set *s, struct err *e)
{
	const struct db *d = &s->accounts->db;
	struct post_account *a;

	if (!db_cell(d, 2).p) {
		post_set_there(s, db_cell(d, 0), db_cell(d, 1));
		return 0;
	}
	a = post_set_account(s, db_cell(d, 0), db_cell(d, 1));
	return a ? take_account(s, a, 2, e) : 0;
}

static int
load_all(struct post_set *s, struct err *e)
{
	struct sql_array account = { 0 }, currency = { 0 }, id = { 0 };
	int r;

	sql_array_begin(&account);
	sql_array_begin(&currency);
	sql_array_begin(&id);
	for (size_t i = 0; i < s->n_list; i++) {
		sql_array_text(&account, s->list[i].account);
		sql_array_text(&currency, s->list[i].currency);
	}
	for (size_t i = 0; i < s->n; i++)
		if (!s->items[i].again)
			sql_array_text(&id, s->items[i].posting->id);
	r = db_ask(&s->accounts->db, postings_lock,
	    (struct db_value[]){ sql_array_end(&account),
		sql_array_end(&currency), sql_array_end(&id) },
	    3, e);
	while (r == 0 && (r = db_next(&s->accounts->db, e)) == 1)
		r = take_row(s, e);
	db_done(&s->accounts->db);
	buf_free(&account.text);
	buf_free(&currency.text);
	buf_free(&id.text);
	return r;
}

int
post_rows_load(struct post_set *s, struct err *e)
{
	return s->accounts->db.kind == DB_POSTGRES ? load_all(s, e)
						   : load_each(s, e);
}
