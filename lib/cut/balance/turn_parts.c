#include "cut/balance/turn_parts.h"

#include "cut/balance/account_sql.h"

/* Where a part begins and ends. */
struct part {
	struct buf account, currency;           /* of the last one before it */
	struct buf last_account, last_currency; /* of its last one */
	size_t n, failed;
};

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
		db_text(buf_span(&p->currency)), db_str(day.text) };
	int r;

	p->n = p->failed = 0;
	if (db_ask(&a->db, account_part(a->db.kind), v, 3, e))
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
try_part(struct accounts *a, struct part *p, int32_t date,
    struct turn_accounts_told *told, struct err *e)
{
	const size_t listed = told->list.len;
	int r;

	if (accounts_begin(a, e))
		return -1;
	r = find_part(a, p, date, told, e);
	if (r == 0 && p->n)
		r = close_part(a, p, date, told->next, e);
	r = accounts_end(a, r, e);
	if (r)
		told->list.len = listed;
	return r;
}

static int
turn_part(struct accounts *a, struct part *p, int32_t date,
    struct turn_accounts_told *told, struct err *e)
{
	struct accounts_again again = accounts_first(a);
	int r;

	while (
	    (r = try_part(a, p, date, told, e)) && accounts_again(a, &again, e))
		;
	if (r)
		return -1;
	told->closed += p->n - p->failed;
	told->failed += p->failed;
	set(&p->account, buf_span(&p->last_account));
	set(&p->currency, buf_span(&p->last_currency));
	return 0;
}

static void
begin_first(struct part *p)
{
	set(&p->account, SPAN(""));
	set(&p->currency, SPAN(""));
}

static void
release(struct part *p)
{
	buf_free(&p->account);
	buf_free(&p->currency);
	buf_free(&p->last_account);
	buf_free(&p->last_currency);
}

int
turn_parts(struct accounts *a, int32_t date, struct turn_accounts_told *told,
    struct err *e)
{
	struct part p = { 0 };
	int r;

	begin_first(&p);
	do
		r = turn_part(a, &p, date, told, e);
	while (r == 0 && p.n);
	release(&p);
	return r;
}

/* p->n is how many accounts there were, turned or not. */
static int
turn_free_part(struct accounts *a, struct part *p, const struct db_value *dates,
    struct turn_accounts_told *told, struct err *e)
{
	const struct db_value v[] = { db_text(buf_span(&p->account)),
		db_text(buf_span(&p->currency)), dates[0], dates[1] };

	if (db_ask_one(&a->db, account_turn_part, v, 4, e) < 0)
		return -1;
	told->closed += (uint64_t)db_cell_int(&a->db, 0);
	p->n = (size_t)db_cell_int(&a->db, 1);
	if (p->n) {
		set(&p->account, db_cell(&a->db, 2));
		set(&p->currency, db_cell(&a->db, 3));
	}
	db_done(&a->db);
	return 0;
}

int
turn_parts_free(struct accounts *a, int32_t date,
    struct turn_accounts_told *told, struct err *e)
{
	const struct accounts_day from = accounts_day(date),
				  to = accounts_day(told->next);
	const struct db_value dates[] = { db_str(from.text), db_str(to.text) };
	struct part p = { 0 };
	int r;

	begin_first(&p);
	do
		r = turn_free_part(a, &p, dates, told, e);
	while (r == 0 && p.n == ACCOUNT_PART);
	release(&p);
	return r;
}
