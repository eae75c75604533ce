/* Amounts as whole numbers of the minor unit of their currency. */
#include "base/mem.h"
#include "cut/balance/account_sql.h"
#include "cut/balance/accounts.h"

static const char find_sql[] =
    "SELECT decimals FROM currency WHERE currency = $1";

static const struct accounts_currency *
add(struct accounts *a, struct span code, int decimals)
{
	struct accounts_currency *c;

	a->currencies =
	    mem_grow(a->currencies, &a->cap, a->n + 1, sizeof *a->currencies);
	c = &a->currencies[a->n++];
	*c =
	    (struct accounts_currency){ .len = code.len, .decimals = decimals };
	memcpy(c->code, code.p, code.len);
	return c;
}

static const struct accounts_currency *
find(const struct accounts *a, struct span code)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct accounts_currency *c = &a->currencies[i];

		if (span_eq((struct span){ c->code, c->len }, code))
			return c;
	}
	return NULL;
}

/* 1 with its decimals, 0 where the database has not met it, -1. */
static int
ask(struct accounts *a, struct span code, int *decimals, struct err *e)
{
	const struct db_value v = db_text(code);
	const struct accounts_currency *known = find(a, code);
	int r;

	if (known) {
		*decimals = known->decimals;
		return 1;
	}
	r = db_ask_one(&a->db, find_sql, &v, 1, e);
	if (r <= 0)
		return r;
	*decimals = (int)db_cell_int(&a->db, 0);
	db_done(&a->db);
	if (*decimals < 0 || *decimals > AMOUNT_SCALE_MAX)
		return err_set(e, ST_DATA,
		    "%s: is damaged: %.*s has %d decimals", a->db.name,
		    (int)code.len, code.p, *decimals);
	add(a, code, *decimals);
	return 1;
}

/* What another made of it meanwhile counts. */
static int
meet(struct accounts *a, struct span code, int *decimals, struct err *e)
{
	const struct db_value v[] = { db_text(code),
		db_int(currency_decimals(code)) };
	int r = ask(a, code, decimals, e);

	if (r)
		return r < 0 ? -1 : 0;
	if (db_do(&a->db,
		"INSERT INTO currency (currency, decimals) VALUES ($1, $2) "
		"ON CONFLICT DO NOTHING",
		v, 2, e))
		return -1;
	return accounts_decimals(a, code, decimals, e);
}

int
accounts_minor(struct accounts *a, struct span currency, struct amount amount,
    int64_t *minor, struct err *e)
{
	char text[AMOUNT_TEXT_CAP];
	enum amount_result r;
	int decimals;

	if (meet(a, currency, &decimals, e))
		return -1;
	amount_format(amount, text);
	r = amount_rescale(&amount, decimals, ROUND_NONE);
	if (r == AMOUNT_INEXACT)
		return err_set(e, ST_DATA,
		    "amount %s: has more decimals than the %d of %.*s", text,
		    decimals, (int)currency.len, currency.p);
	if (r != AMOUNT_OK || amount.minor > ACCOUNT_LIMIT ||
	    amount.minor < -ACCOUNT_LIMIT)
		return err_set(
		    e, ST_DATA, "amount %s: is too large for accounts", text);
	*minor = (int64_t)amount.minor;
	return 0;
}

int
accounts_decimals(
    struct accounts *a, struct span currency, int *decimals, struct err *e)
{
	int r = ask(a, currency, decimals, e);

	if (r > 0)
		return 0;
	return r < 0 ? -1
		     : err_set(e, ST_DATA,
			   "%s: is damaged: %.*s has an account, but no "
			   "decimals",
			   a->db.name, (int)currency.len, currency.p);
}
