/*
 * recon_cut has one row. cut_round: a try; its number is that of the step that
 * opened it. A date has at most one that is not withdrawn. cut_stand: where a
 * system stands in it. Dates are YYYY-MM-DD, states and events are words.
 */
#include "cut/truth/truth_tables.h"

#include "db/sql_words.h"

static const struct sql_word words[] = {
	{ "{int}", "INTEGER", "bigint" },
	{ "{text}", "TEXT", "text COLLATE \"C\"" },
	{ "{strict}", " STRICT", "" },
};

static const char *const tables[] = {
	"CREATE TABLE recon_cut (version {int} NOT NULL,\n"
	"    rehearsal {int} NOT NULL, step {int} NOT NULL){strict}",

	"CREATE TABLE cut_round (no {int} PRIMARY KEY, book {text} NOT NULL,\n"
	"    cycle {text} NOT NULL, date {text} NOT NULL,\n"
	"    attempt {int} NOT NULL, state {text} NOT NULL,\n"
	"    next {text} NOT NULL, cut_off {int} NOT NULL,\n"
	"    late {int} NOT NULL, body {text} NOT NULL,\n"
	"    digest {text} NOT NULL, since {int} NOT NULL,\n"
	"    sealed {int} NOT NULL,\n"
	"    UNIQUE (book, cycle, date, attempt)){strict}",

	"CREATE UNIQUE INDEX cut_round_one ON cut_round (book, cycle, date)\n"
	"    WHERE state <> 'withdrawn'",

	"CREATE TABLE cut_stand (round {int} NOT NULL, place {int} NOT NULL,\n"
	"    system {text} NOT NULL, state {text} NOT NULL,\n"
	"    doing {text} NOT NULL, ready {int} NOT NULL,\n"
	"    since {int} NOT NULL, sent {text} NOT NULL,\n"
	"    got {text} NOT NULL, PRIMARY KEY (round, place),\n"
	"    UNIQUE (round, system)){strict}",

	"CREATE TABLE cut_step (number {int} PRIMARY KEY,\n"
	"    round {int} NOT NULL, at {int} NOT NULL,\n"
	"    system {text} NOT NULL, what {text} NOT NULL,\n"
	"    who {text} NOT NULL, why {text} NOT NULL,\n"
	"    evidence {text} NOT NULL){strict}",

	"CREATE INDEX cut_step_round ON cut_step (round, number)",

	"CREATE TABLE cut_extract (round {int} NOT NULL,\n"
	"    system {text} NOT NULL, digest {text} NOT NULL,\n"
	"    step {int} NOT NULL,\n"
	"    PRIMARY KEY (round, system, digest)){strict}",
};

int
truth_tables_make(struct db *d, int version, bool rehearsal, struct err *e)
{
	const struct db_value v[] = { db_int(version), db_int(rehearsal) };
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof tables / sizeof *tables; i++) {
		struct buf sql = { 0 };

		sql_words_put(&sql, d->kind, words,
		    sizeof words / sizeof *words, tables[i]);
		r = db_run(d, sql.p, e);
		buf_free(&sql);
	}
	return r
	    ? -1
	    : db_do(d, "INSERT INTO recon_cut VALUES ($1, $2, 0)", v, 2, e);
}
