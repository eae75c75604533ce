#include "cut/balance/turn_accounts.h"

#include "cut/balance/account_dates.h"
#include "cut/balance/account_sql.h"

/* Where a part begins and ends. */
struct part {
	struct buf account, currency;           /* of the last one before it */
	struct buf last_account, last_currency; /* of its last one */
	size_t n, failed;
};

static int
find_next(struct accounts *a, int32_t date, const int32_t *wanted,
    int32_t *next, struct err *e)
{
	bool begun;
	int r;

	if (wanted) {
		*next = *wanted;
		return 0;
	}
	r = account_dates_next(a, date, next, &begun, e);
	if (r)
		return r < 0 ? -1 : 0;
	if (date == DATE_LAST)
		return err_set(e, ST_DATA, "no date is behind it");
	*next = date + 1;
	return 0;
}

/* Accounts made from now on stand at the next date. */
static int
begin_turn(struct accounts *a, int32_t date, int32_t next, struct err *e)
{
	int32_t now;

	if (account_dates_now(a, &now, e))
		return -1;
	if (now < date)
		return err_set(e, ST_AGAIN,
		    "%s: accounts stand at %s, not at %s yet", a->db.name,
		    accounts_day(now).text, accounts_day(date).text);
	if (next <= date)
		return err_set(e, ST_FAIL, "%s is not behind %s",
		    accounts_day(next).text, accounts_day(date).text);
	if (now > date && account_dates_was(a, date, e))
		return -1;
	return account_dates_note(a, date, next, e) ||
		account_dates_begin(a, date, e)
	    ? -1
	    : 0;
}

static void
set(struct buf *b, struct span text)
{
	buf_clear(b);
	buf_add(b, text);
	if (text.len == 0) /* a text, not NULL */
		buf_room(b, 1);
}

/* The accounts of the next part, those listed that cannot be closed. */
static int
find_part(struct accounts *a, struct part *p, int32_t date,
    struct turn_accounts_told *told, struct err *e)
{
	const struct accounts_day day = accounts_day(date);
	const struct db_value v[] = { db_text(buf_span(&p->account)),
		db_text(buf_span(&p->currency)), db_str(day.text),
		db_int(TURN_PART) };
	int r;

	p->n = p->failed = 0;
	if (db_ask(&a->db, account_part(a->db.kind), v, 4, e))
		return -1;
	while ((r = db_next(&a->db, e)) == 1) {
		set(&p->last_account, db_cell(&a->db, 0));
		set(&p->last_currency, db_cell(&a->db, 1));
		p->n++;
		if (db_cell_int(&a->db, 2))
			continue;
		p->failed++;
		buf_add(&told->list, buf_span(&p->last_account));
		buf_byte(&told->list, '\t');
		buf_add(&told->list, buf_span(&p->last_currency));
		buf_str(&told->list, "\tthe balance is too large\n");
	}
	return r;
}

static int
close_part(struct accounts *a, const struct part *p, int32_t date, int32_t next,
    struct err *e)
{
	const struct accounts_day from = accounts_day(date),
				  to = accounts_day(next);
	const struct db_value v[] = { db_text(buf_span(&p->account)),
		db_text(buf_span(&p->currency)),
		db_text(buf_span(&p->last_account)),
		db_text(buf_span(&p->last_currency)), db_str(from.text),
		db_str(to.text) };

	return db_do(&a->db, account_close, v, 5, e) ||
		db_do(&a->db, account_turn, v, 6, e)
	    ? -1
	    : 0;
}

/* A transaction; p->n is 0 where there was no account left. */
static int
turn_part(struct accounts *a, struct part *p, int32_t date,
    struct turn_accounts_told *told, struct err *e)
{
	int r;

	if (accounts_begin(a, e))
		return -1;
	r = find_part(a, p, date, told, e);
	if (r == 0 && p->n)
		r = close_part(a, p, date, told->next, e);
	if (accounts_end(a, r, e))
		return -1;
	told->closed += p->n - p->failed;
	told->failed += p->failed;
	set(&p->account, buf_span(&p->last_account));
	set(&p->currency, buf_span(&p->last_currency));
	return 0;
}

int
turn_accounts(struct accounts *a, int32_t date, const int32_t *wanted,
    struct turn_accounts_told *told, struct err *e)
{
	struct part p = { 0 };
	int r;

	*told = (struct turn_accounts_told){ 0 };
	if (accounts_begin(a, e))
		return -1;
	r = find_next(a, date, wanted, &told->next, e) ||
		begin_turn(a, date, told->next, e)
	    ? -1
	    : 0;
	r = accounts_end(a, r, e);
	set(&p.account, SPAN(""));
	set(&p.currency, SPAN(""));
	do {
		if (r == 0)
			r = turn_part(a, &p, date, told, e);
	} while (r == 0 && p.n);
	buf_free(&p.account);
	buf_free(&p.currency);
	buf_free(&p.last_account);
	buf_free(&p.last_currency);
	return r;
}

void
turn_accounts_told_free(struct turn_accounts_told *t)
{
	buf_free(&t->list);
}
