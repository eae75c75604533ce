#include "store/verify.h"

#include "store/tables/day_list.h"
#include "store/day_sums.h"
#include "store/days/day_lines.h"

/* The lines of a day, added up. */
static int
add_lines(struct store *s, int64_t day, struct day_sums *sums, uint64_t *n,
    struct err *e)
{
	struct buf line = { 0 };
	struct result res;
	int r;

	if (day_lines_ask(s, day, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0) {
		buf_clear(&line);
		day_lines_add(s, &line);
		if (result_parse(buf_span(&line), &res, e) ||
		    day_sums_add(sums, &res, e)) {
			db_done(&s->db);
			e->status = ST_DATA;
			r = -1;
			break;
		}
		day_sums_bytes(sums, res.line);
		++*n;
	}
	buf_free(&line);
	return r;
}

static int
compare(const struct day_list_day *d, const char *total, const char *digest,
    struct err *e)
{
	if (strcmp(d->total, total))
		return err_set(e, ST_DATA,
		    "%s %s: its rows are %s, loaded were %s", d->book, d->date,
		    excerpt(span_str(total)).s, excerpt(span_str(d->total)).s);
	if (strcmp(d->digest, digest))
		return err_set(e, ST_DATA,
		    "%s %s: count and sums agree, the order of its rows does "
		    "not",
		    d->book, d->date);
	return 0;
}

static int
verify_day(struct store *s, const struct day_list_day *d,
    struct verify_told *told, struct err *e)
{
	char digest[DIGEST_TEXT + 1];
	struct buf total = { 0 };
	struct day_sums sums;
	int r;

	day_sums_begin(&sums);
	r = add_lines(s, d->no, &sums, &told->results, e);
	if (r && e->status == ST_DATA)
		err_at(e, d->book, 0);
	if (r == 0) {
		r = day_sums_end(&sums, &total, digest, e);
		buf_byte(&total, '\0');
	}
	if (r == 0)
		r = compare(d, total.p, digest, e);
	day_sums_free(&sums);
	buf_free(&total);
	return r;
}

/* A question whose answer is a row that should not be there, of two cells. */
static int
none(struct store *s, const char *sql, const struct db_value *v, size_t n,
    const char *what, struct err *e)
{
	int r;

	if (db_ask(&s->db, sql, v, n, e))
		return -1;
	r = db_next(&s->db, e);
	if (r > 0)
		err_set(e, ST_DATA, "%s: %s: %s", excerpt(db_cell(&s->db, 0)).s,
		    excerpt(db_cell(&s->db, 1)).s, what);
	db_done(&s->db);
	return r ? -1 : 0;
}

/* The legs of the last day of a book and its open items are the same. */
static int
verify_items(struct store *s, const struct day_list_day *last,
    struct verify_told *told, struct err *e)
{
	const struct db_value v[] = { db_int(last->no), db_str(last->book) };

	if (last->pruned)
		return 0;
	if (none(s,
		"SELECT l.book, l.id FROM leg l LEFT JOIN item i ON i.book = "
		"l.book AND i.id = l.id WHERE l.day = $1 AND (i.closed IS NOT "
		"NULL OR i.id IS NULL OR i.amount <> l.amount OR i.key <> "
		"l.key) ORDER BY l.id LIMIT 1",
		v, 1, "is open in the last day's results, and no such item is",
		e) ||
	    none(s,
		"SELECT book, id FROM item WHERE book = $2 AND closed IS NULL "
		"AND seen < (SELECT date FROM day WHERE no = $1) ORDER BY id "
		"LIMIT 1",
		v, 2, "is an open item, and not in the last day's results", e))
		return -1;
	if (db_ask(&s->db,
		"SELECT count(*) FROM item WHERE book = $2 AND $1 > 0", v, 2,
		e) ||
	    db_next(&s->db, e) < 0)
		return -1;
	told->items += (uint64_t)db_cell_int(&s->db, 0);
	db_done(&s->db);
	return 0;
}

int
verify_store(
    struct store *s, const char *book, struct verify_told *told, struct err *e)
{
	struct day_list days;
	int r;

	*told = (struct verify_told){ 0 };
	if (db_begin_read(&s->db, e))
		return -1;
	r = day_list_read(&days, s, book, e);
	for (size_t i = 0; i < days.n && r == 0; i++) {
		const struct day_list_day *d = &days.of[i];
		bool last = i + 1 == days.n || strcmp(d->book, d[1].book);

		told->pruned += d->pruned;
		told->days += !d->pruned;
		if (!d->pruned)
			r = verify_day(s, d, told, e);
		if (r == 0 && last)
			r = verify_items(s, d, told, e);
	}
	day_list_free(&days);
	return r;
}
