#include "cut/epoch/epoch.h"

#include <inttypes.h>

const char epoch_table[] =
    "CREATE TABLE IF NOT EXISTS recon_epoch (name text PRIMARY KEY, "
    "number bigint NOT NULL)";

/* The lock of epoch $2. */
#define KEY "(hashtext('recon_epoch ' || $1), ($2 % 2147483648)::int)"

static const char share[] = "SELECT pg_advisory_xact_lock_shared" KEY;
static const char own[] = "SELECT pg_advisory_xact_lock" KEY;

/* For a moment, whatever the transaction does. */
static const char own_shortly[] =
    "SELECT pg_advisory_lock" KEY ", pg_advisory_unlock" KEY;

int
epoch_make(struct db *d, const char *name, struct err *e)
{
	const struct db_value v = db_str(name);

	return db_do(d,
	    "INSERT INTO recon_epoch (name, number) VALUES ($1, 0) "
	    "ON CONFLICT DO NOTHING",
	    &v, 1, e);
}

int
epoch_now(struct db *d, const char *name, int64_t *number, struct err *e)
{
	const struct db_value v = db_str(name);
	int r = db_ask(
	    d, "SELECT number FROM recon_epoch WHERE name = $1", &v, 1, e);

	if (r == 0)
		r = db_next(d, e);
	if (r > 0)
		*number = db_cell_int(d, 0);
	if (r == 0)
		r = err_set(
		    e, ST_FAIL, "%s: there is no epoch %s", d->name, name);
	db_done(d);
	return r < 0 ? -1 : 0;
}

/* Does it go on in the epoch that it read? 1; 0, another has begun; -1. */
static int
stay(struct db *d, const char *name, int64_t number, struct err *e)
{
	const struct db_value v[] = { db_str(name), db_int(number) };
	int64_t again;

	if ((d->kind == DB_POSTGRES && db_do(d, share, v, 2, e)) ||
	    epoch_now(d, name, &again, e))
		return -1;
	return again == number;
}

static int
try_to_enter(struct db *d, const char *name, int64_t *number, struct err *e)
{
	struct err other;
	int64_t now;
	int r;

	if (db_begin_many(d, &now, e))
		return -1;
	r = epoch_now(d, name, number, e) ? -1 : stay(d, name, *number, e);
	if (r != 1 && db_rollback(d, r < 0 ? &other : e))
		r = -1;
	return r;
}

int
epoch_enter(struct db *d, const char *name, int64_t *number, struct err *e)
{
	int r;

	while ((r = try_to_enter(d, name, number, e)) == 0)
		;
	return r < 0 ? -1 : 0;
}

int
epoch_wait_before(struct db *d, const char *name, int64_t number, struct err *e)
{
	const struct db_value v[] = { db_str(name), db_int(number - 1) };

	if (d->kind != DB_POSTGRES || number % 2 == 0)
		return 0;
	return db_do(d, own_shortly, v, 2, e);
}

static int
end(struct db *d, int r, struct err *e)
{
	struct err other;

	if (r == 0 && db_commit(d, e) == 0)
		return 0;
	db_rollback(d, &other);
	return -1;
}

static int
raise_epoch(struct db *d, const char *name, int64_t from, struct err *e)
{
	const struct db_value v[] = { db_str(name), db_int(from) };
	int64_t now, number;

	if (db_begin_many(d, &now, e))
		return -1;
	if (db_do(d,
		"UPDATE recon_epoch SET number = number + 1 WHERE name = $1 "
		"AND number = $2",
		v, 2, e) ||
	    epoch_now(d, name, &number, e))
		return end(d, -1, e);
	if (number != from + 1) {
		err_set(e, ST_FAIL,
		    "%s: epoch %s is %" PRId64 ", neither %" PRId64
		    " nor the one behind it",
		    d->name, name, number, from);
		return end(d, -1, e);
	}
	return end(d, 0, e);
}

/* Whoever had it has ended; who comes now reads the epoch behind it. */
static int
wait_for_all(struct db *d, const char *name, int64_t number, struct err *e)
{
	const struct db_value v[] = { db_str(name), db_int(number) };
	int64_t now;

	if (db_begin_many(d, &now, e))
		return -1;
	return end(d, db_do(d, own, v, 2, e), e);
}

int
epoch_flip(struct db *d, const char *name, int64_t from, struct err *e)
{
	if (raise_epoch(d, name, from, e))
		return -1;
	return d->kind == DB_POSTGRES ? wait_for_all(d, name, from, e) : 0;
}
