#include "cut/balance/account_dates.h"

#include "cut/balance/account_sql.h"

int
account_dates_now(struct accounts *a, int32_t *date, struct err *e)
{
	int r = db_ask_one(&a->db, account_turned_to, NULL, 0, e);

	if (r > 0)
		r = accounts_cell_day(a, 0, date, e) ? -1 : 1;
	db_done(&a->db);
	return r < 0 ? -1 : 0;
}

int
account_dates_before(
    struct accounts *a, int32_t date, int32_t *before, struct err *e)
{
	const struct accounts_day day = accounts_day(date);
	const struct db_value v = db_str(day.text);
	int r = db_ask_one(
	    &a->db, "SELECT date FROM turn WHERE next = $1", &v, 1, e);

	if (r > 0 && accounts_cell_day(a, 0, before, e))
		r = -1;
	db_done(&a->db);
	return r;
}

int
account_dates_next(
    struct accounts *a, int32_t date, int32_t *next, bool *begun, struct err *e)
{
	const struct accounts_day day = accounts_day(date);
	const struct db_value v = db_str(day.text);
	int r = db_ask_one(
	    &a->db, "SELECT next, begun FROM turn WHERE date = $1", &v, 1, e);

	if (r > 0 && accounts_cell_day(a, 0, next, e))
		r = -1;
	if (r > 0)
		*begun = db_cell_int(&a->db, 1) != 0;
	db_done(&a->db);
	return r;
}

/* The date behind it, which is next where none was known. */
static int
note(struct accounts *a, const struct accounts_day *date,
    const struct accounts_day *next, struct err *e)
{
	const struct db_value v[] = { db_str(date->text), db_str(next->text) };

	return db_do(&a->db,
	    "INSERT INTO turn (date, next, begun) VALUES ($1, $2, 0) "
	    "ON CONFLICT (date) DO NOTHING",
	    v, 2, e);
}

int
account_dates_note(
    struct accounts *a, int32_t date, int32_t next, struct err *e)
{
	const struct accounts_day from = accounts_day(date),
				  to = accounts_day(next);
	int32_t known = next;
	bool begun;
	int r = account_dates_next(a, date, &known, &begun, e);

	if (r == 0 && note(a, &from, &to, e) == 0) /* or another did */
		r = account_dates_next(a, date, &known, &begun, e);
	if (r <= 0)
		return -1;
	if (known == next)
		return 0;
	return err_set(e, ST_DATA,
	    "%s: there are postings of %s, as the date behind %s: it can not "
	    "be %s",
	    a->db.name, accounts_day(known).text, from.text, to.text);
}

int
account_dates_was(struct accounts *a, int32_t date, struct err *e)
{
	bool begun = false;
	int32_t next;
	int r = account_dates_next(a, date, &next, &begun, e);

	if (r < 0 || begun)
		return r < 0 ? -1 : 0;
	return err_set(e, ST_DATA, "%s: no account ever stood at %s",
	    a->db.name, accounts_day(date).text);
}

int
account_dates_begin(struct accounts *a, int32_t date, struct err *e)
{
	const struct accounts_day day = accounts_day(date);
	const struct db_value v = db_str(day.text);

	return db_do(
	    &a->db, "UPDATE turn SET begun = 1 WHERE date = $1", &v, 1, e);
}
