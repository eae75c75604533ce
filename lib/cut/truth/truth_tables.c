/*
 * recon_cut has one row. cut_round: a try; its number is that of the step that
 * opened it. A date has at most one that is not withdrawn. cut_stand: where a
 * system stands in it. Dates are YYYY-MM-DD, states and events are words.
 */
#include "cut/truth/truth_tables.h"

#include "base/buf.h"

/* In braces, where the kinds of database differ. */
static const struct {
	const char *word, *sqlite, *postgres;
} words[] = {
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

/* Adds a statement as the kind has it. */
static void
expand(struct buf *b, enum db_kind kind, const char *text)
{
	while (*text) {
		size_t i = 0, n = sizeof words / sizeof *words;
		struct span rest = span_str(text);

		while (i < n && !span_begins(rest, span_str(words[i].word)))
			i++;
		if (i == n) {
			buf_byte(b, *text++);
			continue;
		}
		buf_str(b,
		    kind == DB_POSTGRES ? words[i].postgres : words[i].sqlite);
		text += strlen(words[i].word);
	}
	buf_byte(b, '\0');
}

int
truth_tables_make(struct db *d, int version, bool rehearsal, struct err *e)
{
	const struct db_value v[] = { db_int(version), db_int(rehearsal) };
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof tables / sizeof *tables; i++) {
		struct buf sql = { 0 };

		expand(&sql, d->kind, tables[i]);
		r = db_run(d, sql.p, e);
		buf_free(&sql);
	}
	return r
	    ? -1
	    : db_do(d, "INSERT INTO recon_cut VALUES ($1, $2, 0)", v, 2, e);
}
