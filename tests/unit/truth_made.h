/*
 * truth_made: truths and rounds for tests. With an operand, the URL of a
 * database whose truth is dropped: the tests are of that one, else of a file.
 */
#ifndef TRUTH_MADE_H
#define TRUTH_MADE_H

#include <stdlib.h>

#include "base/mem.h"
#include "cut/truth/truth.h"
#include "ok.h"
#include "scratch.h"
#include "test.h"

enum { DATE = 20420 /* 2025-11-28 */, CUT_OFF = 1764342000 };

static struct err e; /* of the last call */
static const char *truth_url = "cut.db";

static const struct truth_key key = {
	.book = "pay", .cycle = CUT_CYCLE_DAY, .date = DATE, .attempt = 1
};

static inline void
truth_begin_tests(int argc, char **argv)
{
	if (argc > 1)
		truth_url = argv[1];
	mem_program = "recon-cut";
	scratch_begin();
}

/* A new, empty truth, open. */
static inline void
truth_fresh(struct truth *t)
{
	const struct db_wish wish = { .url = truth_url, .use = DB_CREATE };
	struct db d;

	unlink("cut.db");
	if (db_kind_of(truth_url) == DB_POSTGRES) {
		OK(db_open(&d, &wish, &e));
		OK(db_run(&d,
		    "DROP TABLE IF EXISTS recon_cut, cut_round, cut_stand, "
		    "cut_step, cut_extract",
		    &e));
		db_close(&d);
	}
	OK(truth_open(t, truth_url, DB_CREATE, false, "7 lena", &e));
}

/* Opens that try, of three systems, if it can be. */
static inline bool
truth_try(struct truth *t, const struct truth_key *k)
{
	struct truth_stand systems[] = { { .system = (char[]){ "bill" } },
		{ .system = (char[]){ "ledger" } },
		{ .system = (char[]){ "books" } } };
	static char text[] = "[cut]\nzone = Asia/Shanghai\n";
	const struct truth_round r = { .key = *k,
		.next = k->date + 1,
		.cut_off = CUT_OFF,
		.text = { .p = text, .len = sizeof text - 1 },
		.digest = "4b1d",
		.systems = systems,
		.n = 3 };
	bool moved = false;

	OK(truth_begin(t, &r, NULL, &moved, &e));
	return moved;
}

/* Moves as the words say: of the round, of a system ("" all), and what it is
 * doing. */
static inline bool
truth_moves(struct truth *t, const struct truth_move *m)
{
	bool moved = false;

	OK(truth_move(t, m, &moved, &e));
	return moved;
}

/* All systems from one state to the other, and the round with them. */
static inline bool
truth_all(struct truth *t, enum cut_state round, enum cut_state from,
    enum cut_state to)
{
	const struct truth_move m = { .key = key,
		.round = round,
		.round_to = to,
		.from = from,
		.to = to,
		.what = cut_state_name(to) };

	return truth_moves(t, &m);
}

/* One system, in a round that stays as it is. */
static inline bool
truth_one(struct truth *t, const char *system, enum cut_state round,
    enum cut_state from, enum cut_state to)
{
	const struct truth_move m = { .key = key,
		.round = round,
		.round_to = round,
		.system = system,
		.from = from,
		.to = to,
		.what = cut_state_name(to) };

	return truth_moves(t, &m);
}

/* Each of them. */
static inline bool
truth_each(struct truth *t, enum cut_state round, enum cut_state from,
    enum cut_state to)
{
	return truth_one(t, "bill", round, from, to) &&
	    truth_one(t, "ledger", round, from, to) &&
	    truth_one(t, "books", round, from, to);
}

/* From open until it is sealed. */
static inline bool
truth_seal(struct truth *t)
{
	return truth_each(t, CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED) &&
	    truth_all(t, CUT_OPEN, CUT_ANNOUNCED, CUT_DECIDED) &&
	    truth_each(t, CUT_DECIDED, CUT_DECIDED, CUT_CUT) &&
	    truth_each(t, CUT_DECIDED, CUT_CUT, CUT_COMPLETE) &&
	    truth_all(t, CUT_DECIDED, CUT_COMPLETE, CUT_SEALED);
}

#endif
