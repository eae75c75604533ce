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

/* Pages of accounts are left half empty: a changed row goes where the old one is,
 * and no index changes. */
#define HALF " WITH (fillfactor = 50)"

#define TABLES(INT, TEXT, END, KEYED, ROOM) \
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
		    "PRIMARY KEY (account, currency))" KEYED ROOM, \
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
	    TABLES("INTEGER", "TEXT", " STRICT", " STRICT, WITHOUT ROWID", "");
	static const char *const postgres[] =
	    TABLES("bigint", "text COLLATE \"C\"", "", "", HALF);

	return kind == DB_POSTGRES ? postgres : sqlite;
}

const char account_look[] =
    "SELECT side, turned_to, day, next FROM account WHERE account = $1 AND "
    "currency = $2";

const char account_add[] =
    "UPDATE account SET day = day + $3, next = next + $4 WHERE account = $1 "
    "AND currency = $2";

#define MAKE \
	"INSERT INTO account (account, currency, side, turned_to, day, next) "

const char account_make[] = MAKE "VALUES ($1, $2, $3, $4, $5, $6)";

const char posting_look[] = "SELECT digest FROM posting WHERE id = $1";

#define MAKE_POSTING "INSERT INTO posting (id, digest, date) "

const char posting_make[] = MAKE_POSTING "VALUES ($1, $2, $3)";

const char accounts_add[] =
    "UPDATE account a SET day = a.day + u.day, next = a.next + u.next FROM "
    "unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS u "
    "(account, currency, day, next) WHERE a.account = u.account AND "
    "a.currency = u.currency";

const char accounts_make[] =
    MAKE "SELECT * FROM unnest($1::text[], $2::text[], $3::text[], "
	 "$4::text[], $5::bigint[], $6::bigint[])";

const char postings_make[] =
    MAKE_POSTING "SELECT * FROM unnest($1::text[], $2::text[], $3::text[])";

const char postings_lock[] =
    "SELECT * FROM (SELECT a.account, a.currency, a.side, a.turned_to, a.day, "
    "a.next FROM unnest($1::text[], $2::text[]) AS u (account, currency) "
    "JOIN account a ON a.account = u.account AND a.currency = u.currency "
    "ORDER BY a.account, a.currency FOR UPDATE OF a) l "
    "UNION ALL SELECT id, digest, NULL, NULL, NULL, NULL FROM posting "
    "WHERE id = ANY ($3::text[])";

#define FITS(sum, date) "turned_to = " date " AND " WITHIN(sum)

const char account_post[] =
    "WITH u AS (UPDATE account SET "
    "day = CASE WHEN turned_to = $4 THEN day + $3 ELSE day END, "
    "next = CASE WHEN turned_to = $5 THEN next + $3 ELSE next END "
    "WHERE account = $1 AND currency = $2 AND side = $6 AND "
    "(" FITS("day + $3", "$4") " OR " FITS("next + $3",
	"$5") ") AND "
	      "NOT EXISTS (SELECT FROM posting WHERE id = $7) RETURNING "
	      "account) " MAKE_POSTING
	      "SELECT $7::text, $8::text, $4::text FROM u RETURNING id";

const char account_turned_to[] = "SELECT " CURRENT;

/* 1910102: this lock, whatever else is in the database. */
const char account_hold_date[] = "SELECT pg_advisory_xact_lock_shared(1910102)";

const char account_move_date[] = "SELECT pg_advisory_xact_lock(1910102)";

/* A number that the planner sees: a part is small, whatever it takes the rest
 * for. */
#define TEXT_OF(number) #number
#define NUMBER_TEXT(number) TEXT_OF(number)
#define PART_ROWS NUMBER_TEXT(ACCOUNT_PART)

const char *
account_part(enum db_kind kind)
{
#define PART \
	"SELECT account, currency, CASE WHEN " HAS_SUM " THEN 1 ELSE 0 END " \
	"FROM account WHERE (account, currency) > ($1, $2) AND " \
	"turned_to = $3 ORDER BY account, currency LIMIT " PART_ROWS
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

/* Which accounts are next is asked without their date: no statistics of dates,
 * which are of yesterday, can then lead to another plan than the index. A row that
 * was changed since the statement began is locked and read as it is then. */
const char account_turn_part[] =
    "WITH k AS MATERIALIZED (SELECT account, currency FROM account WHERE "
    "(account, currency) > ($1, $2) ORDER BY account, currency "
    "LIMIT " PART_ROWS "), "
    "last AS MATERIALIZED (SELECT account, currency FROM k ORDER BY account "
    "DESC, currency DESC LIMIT 1), "
    "part AS MATERIALIZED (SELECT account, currency, day, next FROM account "
    "WHERE (account, currency) > ($1, $2) AND (account, currency) <= "
    "((SELECT account FROM last), (SELECT currency FROM last)) AND "
    "turned_to = $3 AND " HAS_SUM " ORDER BY account, currency "
    "LIMIT " PART_ROWS " FOR UPDATE SKIP LOCKED), "
    "c AS (INSERT INTO closing (date, account, currency, balance) "
    "SELECT $3, account, currency, day FROM part), "
    "t AS (UPDATE account a SET turned_to = $4, day = p.day + p.next, "
    "next = 0 FROM part p WHERE a.account = p.account AND "
    "a.currency = p.currency) "
    "SELECT (SELECT count(*) FROM part), (SELECT count(*) FROM k), "
    "(SELECT account FROM last), (SELECT currency FROM last)";
