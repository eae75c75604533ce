#include "store/tables/store.h"

#include "store/tables/schema.h"
#include "value/time/date.h"

/* The tables that are there: *ours, and *others in a file. */
static int
look(struct store *s, bool *ours, bool *others, struct err *e)
{
	static const char *const sql[] = {
		[DB_SQLITE] = "SELECT count(*), coalesce(sum(name = "
			      "'recon_store'), 0) FROM sqlite_master",
		[DB_POSTGRES] = "SELECT 0, count(*) FROM pg_class WHERE "
				"relname = 'recon_store' AND "
				"pg_table_is_visible(oid)",
	};

	if (db_ask(&s->db, sql[s->db.kind], NULL, 0, e) ||
	    db_next(&s->db, e) < 0)
		return -1;
	*ours = db_cell_int(&s->db, 1) > 0;
	*others = !*ours && db_cell_int(&s->db, 0) > 0;
	db_done(&s->db);
	return 0;
}

static int
check_version(struct store *s, struct err *e)
{
	int64_t version;

	if (db_ask(
		&s->db, "SELECT max(version) FROM recon_store", NULL, 0, e) ||
	    db_next(&s->db, e) < 0)
		return -1;
	version = db_cell_int(&s->db, 0);
	db_done(&s->db);
	if (version == SCHEMA_VERSION)
		return 0;
	return err_set(e, ST_FAIL,
	    "%s: is a store of version %lld, and this recon-store knows %d: %s",
	    s->db.name, (long long)version, SCHEMA_VERSION,
	    version > SCHEMA_VERSION
		? "a newer one made it, and reads it"
		: "the older one that made it can --export its days, which "
		  "this one loads into a new store");
}

static int
read_columns(struct store *s, struct err *e)
{
	int r;

	names_free(&s->columns);
	s->columns = (struct names){ 0 };
	if (db_ask(&s->db, "SELECT name FROM field_column ORDER BY name", NULL,
		0, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0)
		names_add(&s->columns, db_cell(&s->db, 0));
	return r;
}

/* Two that find none, of two books, do not both make one. */
static int
look_again(struct store *s, bool *ours, bool *others, struct err *e)
{
	if (s->db.kind == DB_POSTGRES &&
	    db_run(&s->db, "SELECT pg_advisory_xact_lock(19101, 0)", e))
		return -1;
	return look(s, ours, others, e);
}

/* Looks for a store, and makes one where it is to be made. */
static int
prepare(struct store *s, bool may_make, struct err *e)
{
	bool ours, others;

	if (look(s, &ours, &others, e) ||
	    (!ours && may_make && look_again(s, &ours, &others, e)))
		return -1;
	if (others)
		return err_set(e, ST_FAIL,
		    "%s: holds other tables, and is no store of recon",
		    s->db.name);
	if (!ours && !may_make)
		return err_set(
		    e, ST_FAIL, "%s: is no store of recon", s->db.name);
	if (!ours && schema_make(&s->db, e))
		return -1;
	return check_version(s, e) || read_columns(s, e) ? -1 : 0;
}

int
store_open(struct store *s, const struct db_wish *w, struct err *e)
{
	*s = (struct store){ 0 };
	if (db_open(&s->db, w, e))
		return -1;
	if (w->use == DB_CREATE || prepare(s, false, e) == 0)
		return 0;
	store_close(s);
	return -1;
}

int
store_begin(struct store *s, const char *book, struct err *e)
{
	return db_begin(&s->db, book, e) || prepare(s, true, e) ? -1 : 0;
}

void
store_close(struct store *s)
{
	db_close(&s->db);
	names_free(&s->columns);
}

int
store_do(struct store *s, const char *text, const struct db_value *v, size_t n,
    struct err *e)
{
	struct buf sql = { 0 };
	int r;

	schema_expand(&sql, s->db.kind, &s->columns, text);
	buf_byte(&sql, '\0');
	r = db_do(&s->db, sql.p, v, n, e);
	buf_free(&sql);
	return r;
}

struct store_date
store_date(int32_t day)
{
	struct store_date d = { "" };

	date_format(day, d.text);
	return d;
}

/* The cells of the row, but for those that are numbers. */
static void
take_texts(struct store *s, struct store_day *d)
{
	struct buf *const to[] = { &d->total, &d->digest, &d->loaded, &d->who };

	for (int i = 0; i < 4; i++) {
		buf_add(to[i], db_cell(&s->db, 6 + i));
		buf_byte(to[i], '\0');
		to[i]->len--;
	}
}

int
store_find_day(struct store *s, const char *book, int32_t date,
    struct store_day *d, struct err *e)
{
	struct store_date day = store_date(date);
	const struct db_value v[] = { db_str(book), db_str(day.text) };
	int r;

	*d = (struct store_day){ 0 };
	if (db_ask(&s->db,
		"SELECT no, gen, records, version, total_first, pruned, total, "
		"digest, loaded, who FROM day WHERE book = $1 AND date = $2",
		v, 2, e))
		return -1;
	r = db_next(&s->db, e);
	if (r <= 0)
		return r;
	d->no = db_cell_int(&s->db, 0);
	d->gen = db_cell_int(&s->db, 1);
	d->records = db_cell_int(&s->db, 2);
	d->version = db_cell_int(&s->db, 3);
	d->total_first = db_cell_int(&s->db, 4) != 0;
	d->pruned = db_cell_int(&s->db, 5) != 0;
	take_texts(s, d);
	db_done(&s->db);
	return 1;
}

void
store_day_free(struct store_day *d)
{
	buf_free(&d->total);
	buf_free(&d->digest);
	buf_free(&d->loaded);
	buf_free(&d->who);
}
