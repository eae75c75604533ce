/*
 * recon_balance has one row. turn: which date is behind which, as soon as there
 * is a posting of the later one; begun is 1 once accounts are turned. Dates are
 * YYYY-MM-DD. A closing is never changed.
 */
#include "cut/balance/account_sql.h"

#define LIMIT_TEXT "4611686018427387903"
#define WITHIN(sum) sum " BETWEEN -" LIMIT_TEXT " AND " LIMIT_TEXT
#define HAS_SUM WITHIN("day + next")
#define CURRENT \
	"coalesce((SELECT max(next) FROM turn WHERE begun = 1), " \
	"(SELECT first FROM recon_balance))"

#define TABLES(INT, TEXT, END, KEYED) \
	{ \
		"CREATE TABLE recon_balance (version " INT \
		" NOT NULL, first " TEXT " NOT NULL)" END, \
		    "CREATE TABLE currency (currency " TEXT " PRIMARY KEY, " \
		    "decimals " INT " NOT NULL)" END, \
		    "CREATE TABLE turn (date " TEXT " PRIMARY KEY, next " TEXT \
		    " NOT NULL UNIQUE, begun " INT " NOT NULL)" END, \
		    "CREATE TABLE account (account " TEXT \
		    " NOT NULL, currency " TEXT " NOT NULL, side " TEXT \
		    " NOT NULL, turned_to " TEXT " NOT NULL, day " INT \
		    " NOT NULL, next " INT " NOT NULL, " \
		    "PRIMARY KEY (account, currency))" KEYED, \
		    "CREATE TABLE closing (date " TEXT \
		    " NOT NULL, account " TEXT " NOT NULL, currency " TEXT \
		    " NOT NULL, balance " INT \
		    " NOT NULL, PRIMARY KEY (date, account, currency))" KEYED, \
		    "CREATE TABLE posting (id " TEXT \
		    " PRIMARY KEY, digest " TEXT " NOT NULL, date " TEXT \
		    " NOT NULL)" KEYED, \
		    NULL \
	}

const char *const *
account_tables(enum db_kind kind)
{
	static const char *const sqlite[] =
	    TABLES("INTEGER", "TEXT", " STRICT", " STRICT, WITHOUT ROWID");
	static const char *const postgres[] =
	    TABLES("bigint", "text COLLATE \"C\"", "", "");

	return kind == DB_POSTGRES ? postgres : sqlite;
}

const char account_post[] =
    "UPDATE account SET "
    "day = CASE WHEN turned_to = $4 THEN day + $3 ELSE day END, "
    "next = CASE WHEN turned_to = $5 THEN next + $3 ELSE next END "
    "WHERE account = $1 AND currency = $2 AND side = $6 AND "
    "(turned_to = $4 AND " WITHIN(
	"day + $3") " OR "
		    "turned_to = $5 AND " WITHIN(
			"next + $3") ") RETURNING turned_to";

const char account_look[] =
    "SELECT side, turned_to FROM account WHERE account = $1 AND currency = $2";

const char account_make[] =
    "INSERT INTO account (account, currency, side, turned_to, day, next) "
    "SELECT $1, $2, $3, " CURRENT ", 0, 0 WHERE true ON CONFLICT DO NOTHING";

const char account_turned_to[] = "SELECT " CURRENT;

const char *
account_part(enum db_kind kind)
{
#define PART \
	"SELECT account, currency, CASE WHEN " HAS_SUM " THEN 1 ELSE 0 END " \
	"FROM account WHERE (account, currency) > ($1, $2) AND " \
	"turned_to = $3 ORDER BY account, currency LIMIT $4"
	return kind == DB_POSTGRES ? PART " FOR UPDATE" : PART;
#undef PART
}

#define IN_PART \
	" WHERE (account, currency) > ($1, $2) AND " \
	"(account, currency) <= ($3, $4) AND turned_to = $5 AND " HAS_SUM

const char account_close[] =
    "INSERT INTO closing (date, account, currency, balance) "
    "SELECT turned_to, account, currency, day FROM account" IN_PART;

const char account_turn[] =
    "UPDATE account SET turned_to = $6, day = day + next, next = 0" IN_PART;

const char posting_new[] =
    "INSERT INTO posting (id, digest, date) VALUES ($1, $2, $3) "
    "ON CONFLICT DO NOTHING RETURNING id";

const char posting_old[] = "SELECT digest, date FROM posting WHERE id = $1";
