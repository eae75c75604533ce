#include "cut/balance/turn_accounts.h"

#include "cut/balance/account_dates.h"

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
		accounts_move_date(a, e) || account_dates_begin(a, date, e)
	    ? -1
	    : 0;
}

/* A transaction. */
static int
begin(struct accounts *a, int32_t date, const int32_t *wanted, int32_t *next,
    struct err *e)
{
	int r;

	if (accounts_begin(a, e))
		return -1;
	r = find_next(a, date, wanted, next, e) || begin_turn(a, date, *next, e)
	    ? -1
	    : 0;
	return accounts_end(a, r, e);
}

int
turn_accounts(struct accounts *a, int32_t date, const int32_t *wanted,
    struct turn_accounts_told *told, struct err *e)
{
	struct accounts_again again = accounts_first(a);
	int r;

	*told = (struct turn_accounts_told){ 0 };
	while ((r = begin(a, date, wanted, &told->next, e)) &&
	    accounts_again(a, &again, e))
		;
	if (r)
		return -1;
	if (a->db.kind == DB_POSTGRES && turn_parts_free(a, date, told, e))
		return -1;
	return turn_parts(a, date, told, e);
}

void
turn_accounts_told_free(struct turn_accounts_told *t)
{
	buf_free(&t->list);
}
