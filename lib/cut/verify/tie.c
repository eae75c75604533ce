#include "cut/verify/tie.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "cut/turn/turn_do.h"
#include "cut/turn/turn_write.h"
#include "cut/verify/tie_found.h"
#include "cut/verify/tie_pair.h"

enum { LOOKS = 3 }; /* while others extract */

struct tying {
	struct turn *t;
	const struct tie_wish *w;
	struct turn_round round;  /* owned */
	struct extracts extracts; /* owned */
	bool *taken;              /* owned: the pairs that were compared */
	struct buf evidence;      /* owned */
	struct buf why;           /* owned: what was wrong first */
	size_t n_wrong;
};

/* Something is wrong: with a file, unless that is NULL. */
static void
refuse(struct tying *x, const char *file, const char *why)
{
	const char *colon = file ? ": " : "";

	file = file ? file : "";
	turn_say(
	    x->t, x->round.date, NULL, "refused: %s%s%s", file, colon, why);
	if (x->n_wrong++ == 0)
		buf_printf(&x->why, "%s%s%s", file, colon, why);
}

static const char *
name_of(const struct tying *x, size_t system)
{
	return x->round.book->systems[system].name;
}

/* All of a pair agrees. */
static void
accept(struct tying *x, const struct stage *s, const struct tie_pair *is)
{
	const struct cut_pair *p = &x->round.book->pairs[is->pair];
	struct buf name = { 0 }, by = { 0 };

	buf_printf(
	    &name, "%s.%s%c", name_of(x, p->from), name_of(x, p->to), '\0');
	buf_printf(&x->evidence,
	    "%s%s=%s\t%s.left=%" PRId64 "\t%s.right=%" PRId64,
	    x->evidence.len ? "\t" : "", name.p, s->digest, name.p,
	    is->left->step, name.p, is->right->step);
	tie_found_evidence(&x->evidence, name.p, s);
	tie_found_tolerance(&by, s);
	if (by.len) {
		buf_byte(&by, '\0');
		buf_printf(&x->evidence, "\t%s.tolerated=%s", name.p, by.p);
		turn_say(x->t, x->round.date, NULL,
		    "%s -> %s: agrees within its tolerance: %s",
		    name_of(x, p->from), name_of(x, p->to), by.p);
	}
	buf_free(&name);
	buf_free(&by);
}

static int
judge(struct tying *x, const struct stage *s, struct err *e)
{
	const struct cut_book *b = x->round.book;
	struct tie_pair is = { 0 };

	if (tie_found_run(s, e) ||
	    tie_pair_find(x->t, &x->round, &x->extracts, x->taken, s, &is, e))
		return -1;
	x->taken[is.pair] = true;
	if (tie_pair_check_last(b, &x->extracts, &is, e) ||
	    tie_found_check(b, &b->pairs[is.pair], s, e))
		return -1;
	accept(x, s, &is);
	return 0;
}

static int
look_at(struct tying *x, const char *file, struct err *e)
{
	struct stage s;
	struct err why;
	int r;

	if (stage_read(&s, file, e))
		return -1;
	r = judge(x, &s, &why);
	if (r && why.status == ST_DIFFER) {
		refuse(x, file, why.text);
		r = 0;
	} else if (r) {
		*e = why;
	}
	stage_free(&s);
	return r;
}

/* Nobody compared them. */
static void
look_for_missing(struct tying *x)
{
	const struct cut_book *b = x->round.book;
	struct buf why = { 0 };

	for (size_t i = 0; i < b->n_pairs; i++) {
		if (x->taken[i])
			continue;
		buf_clear(&why);
		buf_printf(&why, "%s -> %s: no file of facts is of it%c",
		    name_of(x, b->pairs[i].from), name_of(x, b->pairs[i].to),
		    '\0');
		refuse(x, NULL, why.p);
	}
	buf_free(&why);
}

static int
look(struct tying *x, struct err *e)
{
	if (extracts_read(&x->extracts, x->t, &x->round, e))
		return -1;
	buf_clear(&x->evidence);
	free(x->taken);
	x->taken = mem_zeroed(x->round.book->n_pairs + 1, sizeof *x->taken);
	for (size_t i = 0; i < x->w->n; i++)
		if (look_at(x, x->w->facts[i], e))
			return -1;
	look_for_missing(x);
	return 0;
}

/* A verdict that it is not so is written down, too. */
static int
write_refusal(struct tying *x, struct err *e)
{

	if (x->n_wrong > 1)
		buf_printf(&x->why, "; and %zu more", x->n_wrong - 1);
	buf_byte(&x->why, '\0');
	return turn_write_said(x->t, &x->round, x->round.book->n_systems,
	    &(struct turn_words){ .what = "not tied", .why = x->why.p }, e);
}

/* The verdict holds where nothing was extracted since it was looked. */
static int
write_tied(
    struct tying *x, const struct cut_next *next, bool *moved, struct err *e)
{
	const size_t n = x->extracts.n;
	const struct turn_words w = {
		.what = cut_state_name(CUT_TIED),
		.evidence = buf_span(&x->evidence),
		.seen = n ? x->extracts.of[n - 1].step : 0,
	};
	struct cut_change c;

	*moved = false;
	if (cut_change_behind(&x->round.rule, next, CUT_SAID_OK, &c) &&
	    turn_write(x->t, &x->round, &c, &w, moved, e))
		return -1;
	if (*moved)
		turn_say(x->t, x->round.date, NULL, "%s", w.what);
	return 0;
}

/* *ended false: something came between, and it is to be looked at again. */
static int
tie(struct tying *x, const struct cut_next *next, bool *ended,
    enum status *status, struct err *e)
{
	*ended = true;
	if (look(x, e))
		return -1;
	if (x->n_wrong == 0)
		return write_tied(x, next, ended, e);
	*status = ST_DIFFER;
	return write_refusal(x, e);
}

static int
step(struct tying *x, bool *ended, enum status *status, struct err *e)
{
	const struct turn_order o = { .command = CUT_DO_TIE,
		.date = x->w->date };
	struct cut_next next;

	if (turn_do_look(x->t, &o, &x->round, &next, e))
		return -1;
	if (next.is == CUT_NEXT_ALL)
		return tie(x, &next, ended, status, e);
	*ended = true;
	if (next.is == CUT_NEXT_DONE)
		return turn_do(x->t, &o, status, e);
	turn_do_tell(x->t, &x->round, &next, status);
	return 0;
}

int
tie_run(struct turn *t, const struct tie_wish *w, enum status *status,
    struct err *e)
{
	struct tying x = { .t = t, .w = w };
	bool ended = false;
	int r = 0;

	*status = ST_OK;
	for (int i = 0; r == 0 && !ended && i < LOOKS; i++)
		r = step(&x, &ended, status, e);
	if (r == 0 && !ended) {
		turn_say(t, x.round.date, NULL,
		    "whenever it was looked at, systems were extracted anew");
		*status = ST_AGAIN;
	}
	turn_round_free(&x.round);
	extracts_free(&x.extracts);
	free(x.taken);
	buf_free(&x.evidence);
	buf_free(&x.why);
	return r;
}
