#include "store/load.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/day_sums.h"
#include "store/items.h"
#include "store/result_row.h"
#include "sys/clock.h"
#include "sys/user.h"
#include "text/utf8.h"

enum { ANALYSE_FROM = 10000 }; /* records: below, the planner does well */

struct load {
	struct store *store;
	const struct load_wish *wish;
	struct stream_in in;
	struct db_value *values; /* owned: a row */
	struct day_sums sums;
	int64_t day; /* the number it gets */
	int64_t seq;
	int64_t version; /* of the stream; 0: plain */
	bool total_first;
	struct buf total;
	char digest[DIGEST_TEXT + 1];
	struct buf who;
	char when[CLOCK_TEXT_CAP];
};

/* Streams are UTF-8, and one kind of database takes nothing else. */
static int
check_utf8(const struct load *l, const struct record_batch *b, struct err *e)
{
	struct span text = { b->lines.p, b->lines.bytes };
	uint64_t line = l->in.lines.count - b->lines.n + 1;
	size_t good;
	bool cut;

	text.len -= text.len > 0; /* the last LF */
	good = utf8_valid(text, &cut);
	if (good == text.len)
		return 0;
	for (size_t i = 0; i < good; i++)
		line += text.p[i] == '\n';
	err_set(e, ST_DATA, "is not UTF-8");
	return err_at(e, lines_name(&l->in.lines), line);
}

static int
put_line(struct load *l, const struct result *r, struct err *e)
{
	if (result_row_check(r, e) || day_sums_add(&l->sums, r, e))
		return -1;
	result_row_put(l->values, l->store, l->day, ++l->seq, r);
	return db_load_row(&l->store->db, l->values, e);
}

static int
put_batch(struct load *l, const struct record_batch *b, struct err *e)
{
	struct result r;

	if (stream_is_comment(record_batch_line(b, 0))) {
		if (l->wish->tee)
			stream_put(l->wish->tee, record_batch_line(b, 0));
		return 0;
	}
	if (l->seq == 0)
		l->total_first = l->in.closed > 0;
	if (check_utf8(l, b, e))
		return -1;
	day_sums_bytes(
	    &l->sums, (struct span){ b->lines.p, b->lines.bytes - 1 });
	for (size_t i = 0; i < b->lines.n; i++) {
		record_batch_get_result(b, i, &r);
		if (l->wish->tee)
			stream_put(l->wish->tee, r.line);
		if (put_line(l, &r, e))
			return e->status == ST_DATA
			    ? err_at(e, lines_name(&l->in.lines),
				  l->in.lines.count - b->lines.n + i + 1)
			    : -1;
	}
	return 0;
}

/* All lines, and what they come to. */
static int
put_lines(struct load *l, struct err *e)
{
	static struct record_batch batch;
	struct buf columns = { 0 };
	enum line_outcome got;
	size_t n = result_row_columns(&columns, l->store);
	int r;

	buf_byte(&columns, '\0');
	l->values = mem_zeroed(n, sizeof *l->values);
	r = db_load_begin(&l->store->db, "result", columns.p, n, e);
	buf_free(&columns);
	if (r)
		return -1;
	while ((got = stream_results(&l->in, &batch, false, e)) == LINE_OK)
		if (put_batch(l, &batch, e))
			return -1;
	if (got == LINE_ERROR || db_load_end(&l->store->db, e))
		return -1;
	if (l->in.opened)
		l->version = l->in.digests_due ? 2 : 1;
	if (stage_facts_check(l->wish->facts, l->sums.lines, e))
		return -1;
	return day_sums_end(&l->sums, &l->total, l->digest, e);
}

/* A number that no day has or had. */
static int
number(struct load *l, struct err *e)
{
	static const char *const sql[] = {
		[DB_SQLITE] = "SELECT max(coalesce((SELECT max(no) FROM day), "
			      "0), coalesce((SELECT max(no) FROM replaced), 0))"
			      " + 1",
		[DB_POSTGRES] = "SELECT nextval('day_no')",
	};
	struct db *d = &l->store->db;

	if (db_ask(d, sql[d->kind], NULL, 0, e) || db_next(d, e) < 0)
		return -1;
	l->day = db_cell_int(d, 0);
	db_done(d);
	return 0;
}

/* A day before those that were pruned cannot be put among the items again. */
static int
check_pruned(const struct load *l, struct err *e)
{
	struct store_date date = store_date(l->wish->date);
	const struct db_value v[] = { db_str(l->wish->book),
		db_str(date.text) };
	struct db *d = &l->store->db;
	int r;

	if (db_ask(d,
		"SELECT 1 FROM day WHERE book = $1 AND date >= $2 AND pruned = "
		"1 LIMIT 1",
		v, 2, e))
		return -1;
	r = db_next(d, e);
	db_done(d);
	return r <= 0
	    ? r
	    : err_set(e, ST_FAIL, "%s: %s of %s was pruned, or a day after it",
		  d->name, date.text, l->wish->book);
}

/* What a day was goes, and that it was stays. */
static int
replace(struct load *l, const struct store_day *old, struct err *e)
{
	static const char *const sql[] = {
		"DELETE FROM result WHERE day = $1",
		"DELETE FROM class_sum WHERE day = $1",
		"DELETE FROM fact WHERE day = $1",
		"DELETE FROM day WHERE no = $1",
	};
	const struct db_value v[] = { db_int(old->no), db_str(l->when),
		db_text(buf_span(&l->who)) };
	struct db *d = &l->store->db;

	if (db_do(d,
		"INSERT INTO replaced (no, book, date, gen, loaded, who, "
		"records, total, digest, replaced, replaced_who) SELECT no, "
		"book, date, gen, loaded, who, records, total, digest, $2, $3 "
		"FROM day WHERE no = $1",
		v, 3, e))
		return -1;
	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
		if (db_do(d, sql[i], v, 1, e))
			return -1;
	return items_forget(l->store, old->no, e);
}

static int
put_day(struct load *l, int64_t gen, struct err *e)
{
	struct store_date date = store_date(l->wish->date);
	const struct db_value v[] = { db_int(l->day), db_str(l->wish->book),
		db_str(date.text), db_int(gen), db_str(l->when),
		db_text(buf_span(&l->who)), db_int(l->seq),
		db_text(buf_span(&l->total)), db_str(l->digest),
		db_int(l->version), db_int(l->total_first) };

	return db_do(&l->store->db,
	    "INSERT INTO day (no, book, date, gen, loaded, who, records, "
	    "total, digest, version, total_first, pruned) VALUES ($1, $2, $3, "
	    "$4, $5, $6, $7, $8, $9, $10, $11, 0)",
	    v, sizeof v / sizeof *v, e);
}

static int
keep(struct load *l, struct load_told *told, struct err *e)
{
	struct store *s = l->store;
	bool had = told->outcome == LOAD_REPLACED;

	if ((had && replace(l, &told->before, e)) ||
	    put_day(l, told->before.gen + 1, e) ||
	    day_sums_load(&l->sums, s, l->day, e) ||
	    stage_facts_load(l->wish->facts, s, l->day, e))
		return -1;
	if (s->db.kind == DB_POSTGRES && l->seq >= ANALYSE_FROM &&
	    db_run(&s->db, "ANALYZE result", e))
		return -1;
	return items_rebuild(s, l->wish->book, l->wish->date, had, e) ||
		db_commit(&s->db, e)
	    ? -1
	    : 0;
}

/* Behind the last line: is it the day that is there? */
static int
decide(struct load *l, struct load_told *told, struct err *e)
{
	int r = store_find_day(
	    l->store, l->wish->book, l->wish->date, &told->before, e);

	if (r < 0)
		return -1;
	told->records = (uint64_t)l->seq;
	told->outcome = r ? LOAD_REPLACED : LOAD_NEW;
	if (r && !strcmp(told->before.digest.p, l->digest)) {
		told->outcome = LOAD_SAME;
		return db_rollback(&l->store->db, e);
	}
	return keep(l, told, e);
}

static int
begin(struct load *l, struct err *e)
{
	const struct load_wish *w = l->wish;
	struct stream_rules rules = w->rules;
	unsigned long uid;

	clock_format(clock_wall_s(), l->when);
	if (!rules.require_total)
		rules.unless = " (--no-total takes it)";
	rules.require_total |= !w->no_total;
	rules.keep_comments = true;
	if (user_name(&l->who, &uid, e))
		return -1;
	return stream_open(&l->in, w->file, STREAM_RESULT, &rules, e);
}

int
load_day(struct store *s, const struct load_wish *w, struct load_told *told,
    struct err *e)
{
	struct load l = { .store = s, .wish = w };
	int r;

	*told = (struct load_told){ 0 };
	day_sums_begin(&l.sums);
	r = begin(&l, e);
	if (r == 0) {
		r = store_begin(s, w->book, e) ||
			store_add_columns(s, w->columns, e) ||
			check_pruned(&l, e) || number(&l, e) ||
			put_lines(&l, e) || decide(&l, told, e)
		    ? -1
		    : 0;
		if (r == 0 && w->tee)
			r = total_merge(&w->tee->total, &l.in.read, e);
		stream_close(&l.in);
	}
	if (r)
		load_told_free(told);
	free(l.values);
	day_sums_free(&l.sums);
	buf_free(&l.total);
	buf_free(&l.who);
	return r;
}

void
load_told_free(struct load_told *t)
{
	store_day_free(&t->before);
}
