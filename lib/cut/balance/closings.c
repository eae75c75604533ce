#include "cut/balance/closings.h"

#include "cut/balance/account_dates.h"

/* Are all accounts turned from the date? */
static int
check_turned(struct accounts *a, int32_t date, struct err *e)
{
	const struct accounts_day day = accounts_day(date);
	const struct db_value v = db_str(day.text);
	int32_t now;
	int r;

	if (account_dates_now(a, &now, e))
		return -1;
	if (now <= date)
		return err_set(e, ST_AGAIN,
		    "%s: accounts are not turned from %s yet", a->db.name,
		    day.text);
	if (account_dates_was(a, date, e))
		return -1;
	r = db_ask_one(&a->db,
	    "SELECT account FROM account WHERE turned_to <= $1 LIMIT 1", &v, 1,
	    e);
	if (r > 0)
		r = err_set(e, ST_AGAIN,
		    "%s: account \"%s\" is not turned from %s yet", a->db.name,
		    excerpt(db_cell(&a->db, 0)).s, day.text);
	db_done(&a->db);
	return r;
}

/* Every currency is known before the rows are asked for. */
static int
meet_currencies(struct accounts *a, struct err *e)
{
	struct buf codes = { 0 };
	int r = db_ask(&a->db, "SELECT currency FROM currency", NULL, 0, e);

	while (r == 0 && (r = db_next(&a->db, e)) == 1) {
		buf_add(&codes, db_cell(&a->db, 0));
		buf_byte(&codes, '\n');
		r = 0;
	}
	for (size_t at = 0; r == 0 && at < codes.len;) {
		struct span code = { codes.p + at, 0 };
		int decimals;

		code.len = span_line((struct span){ code.p, codes.len - at });
		r = accounts_decimals(a, code, &decimals, e);
		at += code.len + 1;
	}
	buf_free(&codes);
	return r;
}

static int
put(struct accounts *a, struct closing_out *out, struct buf *account,
    struct err *e)
{
	struct closing c = { .account = db_cell(&a->db, 0),
		.currency = db_cell(&a->db, 1) };

	if (!span_eq(c.account, buf_span(account))) {
		closing_out_flush(out);
		buf_clear(account);
		buf_add(account, c.account);
	}
	c.side = db_cell(&a->db, 2).p[0];
	c.amount.minor = db_cell_int(&a->db, 3);
	return accounts_decimals(a, c.currency, &c.amount.scale, e) ||
		closing_out_add(out, &c, e)
	    ? -1
	    : 0;
}

static int
put_all(struct accounts *a, struct closing_out *out, int32_t date, uint64_t *n,
    struct err *e)
{
	const struct accounts_day day = accounts_day(date);
	const struct db_value v = db_str(day.text);
	struct buf account = { 0 };
	int r = meet_currencies(a, e) ||
		db_ask_large(&a->db,
		    "SELECT c.account, c.currency, a.side, c.balance FROM "
		    "closing c JOIN account a ON a.account = c.account AND "
		    "a.currency = c.currency WHERE c.date = $1 ORDER BY "
		    "c.account, c.currency",
		    &v, 1, e)
	    ? -1
	    : 0;

	while (r == 0 && (r = db_next(&a->db, e)) == 1) {
		r = put(a, out, &account, e);
		++*n;
	}
	buf_free(&account);
	return r;
}

int
closings_write(struct accounts *a, const struct closing_place *to, uint64_t *n,
    struct err *e)
{
	struct closing_out out;

	*n = 0;
	if (db_begin_read(&a->db, e) || check_turned(a, to->date, e) ||
	    closing_out_create(&out, to, e))
		return -1;
	if (put_all(a, &out, to->date, n, e) == 0)
		return closing_out_finish(&out, e);
	closing_out_abandon(&out);
	return -1;
}
