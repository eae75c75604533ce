#include "cut/balance/accounts.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "cut/balance/account_sql.h"

struct accounts_day
accounts_day(int32_t date)
{
	struct accounts_day d = { "" };

	date_format(date, d.text);
	return d;
}

/* 1: accounts are in it; 0: nothing is; -1, told. */
static int
look(struct accounts *a, struct err *e)
{
	static const char *const sql[] = {
		[DB_SQLITE] = "SELECT count(*), coalesce(sum(name = "
			      "'recon_balance'), 0) FROM sqlite_master",
		[DB_POSTGRES] = "SELECT 0, count(*) FROM pg_class WHERE "
				"relname = 'recon_balance' AND "
				"pg_table_is_visible(oid)",
	};
	bool is_ours, has_others;

	if (db_ask_one(&a->db, sql[a->db.kind], NULL, 0, e) < 0)
		return -1;
	is_ours = db_cell_int(&a->db, 1) > 0;
	has_others = !is_ours && db_cell_int(&a->db, 0) > 0;
	db_done(&a->db);
	if (has_others)
		return err_set(e, ST_DATA,
		    "%s: holds other tables, and no accounts of recon-cut",
		    a->db.name);
	return is_ours;
}

static int
make(struct accounts *a, int32_t first, struct err *e)
{
	const char *const *sql = account_tables(a->db.kind);
	const struct accounts_day day = accounts_day(first);
	const struct db_value v[] = { db_int(ACCOUNTS_VERSION),
		db_str(day.text) };
	int there;

	if (db_begin(&a->db, "balance", e))
		return -1;
	there = look(a, e); /* another may have made them meanwhile */
	for (; there == 0 && *sql; sql++)
		there = db_run(&a->db, *sql, e);
	if (there == 0)
		there = db_do(&a->db,
		    "INSERT INTO recon_balance (version, first) VALUES ($1, "
		    "$2)",
		    v, 2, e);
	return accounts_end(a, there < 0 ? -1 : 0, e);
}

static int
check(struct accounts *a, struct err *e)
{
	int r =
	    db_ask_one(&a->db, "SELECT version FROM recon_balance", NULL, 0, e);
	int64_t version;

	if (r < 0)
		return -1;
	version = r ? db_cell_int(&a->db, 0) : 0;
	db_done(&a->db);
	if (version == ACCOUNTS_VERSION)
		return 0;
	return err_set(e, ST_DATA,
	    "%s: its accounts are of version %lld, and this recon-cut knows %d",
	    a->db.name, (long long)version, ACCOUNTS_VERSION);
}

/* Of statements outside of a transaction. */
static int
set_wait(struct accounts *a, unsigned wait_s, struct err *e)
{
	char sql[64];

	if (a->db.kind != DB_POSTGRES)
		return 0;
	snprintf(
	    sql, sizeof sql, "SET lock_timeout = '%us'", wait_s ? wait_s : 1);
	return db_run(&a->db, sql, e);
}

static int
open_db(struct accounts *a, const struct db_wish *w, const int32_t *first,
    struct err *e)
{
	int there;

	if (!first && !db_is_there(w->url))
		return err_set(e, ST_FAIL,
		    "%s: there is no database; recon-cut post --date makes it",
		    w->url);
	if (db_open(&a->db, w, e))
		return -1;
	there = look(a, e);
	if (there == 0 && !first)
		return err_set(e, ST_FAIL,
		    "%s: has no accounts yet: recon-cut post --date makes them",
		    a->db.name);
	if (there < 0 || (there == 0 && make(a, *first, e)) || check(a, e))
		return -1;
	return set_wait(a, w->wait_s, e);
}

int
accounts_open(struct accounts *a, const struct db_wish *w, const int32_t *first,
    struct err *e)
{
	*a = (struct accounts){ 0 };
	if (open_db(a, w, first, e) == 0)
		return 0;
	accounts_close(a);
	return -1;
}

int
accounts_begin(struct accounts *a, struct err *e)
{
	int64_t now;

	a->is_conflict = false;
	return db_begin_many(&a->db, &now, e);
}

int
accounts_begin_alone(struct accounts *a, struct err *e)
{
	static const char lock[] = "LOCK TABLE account IN EXCLUSIVE MODE";

	if (accounts_begin(a, e))
		return -1;
	if (a->db.kind != DB_POSTGRES || db_do(&a->db, lock, NULL, 0, e) == 0)
		return 0;
	return accounts_end(a, -1, e);
}

int
accounts_hold_date(struct accounts *a, struct err *e)
{
	if (a->db.kind != DB_POSTGRES)
		return 0;
	return db_later(&a->db, account_hold_date, NULL, 0, e);
}

int
accounts_move_date(struct accounts *a, struct err *e)
{
	if (a->db.kind != DB_POSTGRES)
		return 0;
	return db_do(&a->db, account_move_date, NULL, 0, e);
}

int
accounts_end(struct accounts *a, int r, struct err *e)
{
	struct err other;

	if (r == 0 && db_commit(&a->db, e) == 0)
		return 0;
	/* where others change it, a key that is there was made meanwhile */
	a->is_conflict = a->db.kind == DB_POSTGRES &&
	    (db_was_conflict(&a->db) || e->status == ST_BROKEN);
	db_rollback(&a->db, &other); /* the first error is told */
	a->n = 0;                    /* a currency may have gone with it */
	return r ? r : -1;
}

int
accounts_cell_day(
    const struct accounts *a, int column, int32_t *date, struct err *e)
{
	struct span text = db_cell(&a->db, column);

	if (date_parse(text, date))
		return 0;
	return err_set(e, ST_DATA, "%s: is damaged: \"%s\" is no date",
	    a->db.name, excerpt(text).s);
}

void
accounts_close(struct accounts *a)
{
	db_close(&a->db);
	free(a->currencies);
	*a = (struct accounts){ 0 };
}
