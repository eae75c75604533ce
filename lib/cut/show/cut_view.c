#include "cut/show/cut_view.h"

#include <stdlib.h>

#include "base/mem.h"
#include "cut/book/cut_turned.h"
#include "cut/turn/turn_back.h"
#include "cut/turn/turn_dates.h"

static void
forget(struct cut_view_said *s)
{
	free(s->what);
	free(s->why);
	*s = (struct cut_view_said){ 0 };
}

void
cut_view_free(struct cut_view *v)
{
	for (size_t i = 0; v->said && i < v->round.rule.n; i++)
		forget(&v->said[i]);
	free(v->said);
	buf_free(&v->why);
	turn_round_free(&v->round);
	*v = (struct cut_view){ 0 };
}

static bool
moves_nothing(const char *what)
{
	return !strcmp(what, "not yet") || !strcmp(what, "refused") ||
	    !strcmp(what, "wrong answer");
}

/* Of the round: the verdict that it is not tied, until another step. */
static void
see_of_round(struct cut_view *v, const struct truth_step *s)
{
	buf_clear(&v->why);
	if (strcmp(s->what, "not tied") == 0)
		buf_printf(&v->why, "not tied: %s", s->why);
}

static int
see_step(void *arg, const struct truth_step *s, struct err *e)
{
	struct cut_view *v = arg;
	size_t i = cut_book_system(v->round.book, span_str(s->system));

	(void)e;
	if (!*s->system)
		see_of_round(v, s);
	if (i >= v->round.rule.n)
		return 0;
	forget(&v->said[i]);
	if (!moves_nothing(s->what))
		return 0;
	v->said[i].what = mem_dup(span_str(s->what));
	v->said[i].why = mem_dup(span_str(s->why));
	return 0;
}

static int
see_missed(void *arg, int32_t date, struct err *e)
{
	struct cut_view *v = arg;

	(void)e;
	if (v->missed++ == 0)
		v->first_missed = date;
	return 0;
}

/* Commands of a round, in order; those of each system, or of all. */
static const struct {
	const char *name;
	enum cut_command command;
	bool of_each;
} commands[] = {
	{ "announce", CUT_DO_ANNOUNCE, false },
	{ "cut", CUT_DO_CUT, true },
	{ "ready", CUT_DO_READY, true },
	{ "complete", CUT_DO_COMPLETE, true },
	{ "seal", CUT_DO_SEAL, false },
	{ "tie", CUT_DO_TIE, false },
	{ "lock", CUT_DO_LOCK, false },
};

/* The first that can be done, or else that waits. */
static void
look(struct cut_view *v, size_t command, size_t system, int64_t now)
{
	bool waits = v->command &&
	    (v->next.is == CUT_NEXT_WAIT || v->next.is == CUT_NEXT_REFUSED);
	struct cut_next x;

	if (v->command && !waits)
		return;
	cut_rule_next(
	    &v->round.rule, commands[command].command, system, now, false, &x);
	if (x.is == CUT_NEXT_DONE ||
	    (waits && (x.is == CUT_NEXT_WAIT || x.is == CUT_NEXT_REFUSED)))
		return;
	v->command = commands[command].name;
	v->next = x;
}

static void
find_next(struct cut_view *v, int64_t now)
{
	size_t n = v->round.rule.n;

	if (v->round.rule.state == CUT_WITHDRAWING) {
		v->command = "withdraw";
		cut_rule_next(
		    &v->round.rule, CUT_DO_WITHDRAW, n, now, false, &v->next);
		return;
	}
	for (size_t c = 0; c < sizeof commands / sizeof *commands; c++)
		if (!commands[c].of_each)
			look(v, c, n, now);
		else
			for (size_t i = 0; i < n; i++)
				look(v, c, i, now);
}

/* Until its cut-off a round that is decided has nothing to do. */
static void
find_moved(struct cut_view *v, int64_t now)
{
	const struct truth_round *k = &v->round.kept;
	enum cut_state state = k->state;
	int64_t from;

	if (!k->exists)
		return;
	v->moved = k->since;
	for (size_t i = 0; i < k->n; i++)
		if (k->systems[i].since > v->moved)
			v->moved = k->systems[i].since;
	from = v->moved;
	if (state == CUT_DECIDED && from < k->cut_off)
		from = k->cut_off;
	v->stuck = state != CUT_LOCKED && state != CUT_WITHDRAWN &&
	    now - from > v->round.book->stuck;
}

int
cut_view_load(struct cut_view *v, struct turn *t, int32_t date, struct err *e)
{
	int64_t now = turn_now(t);
	struct truth_key key;

	if (turn_round_load(t, date, &v->round, e))
		return -1;
	v->said = mem_zeroed(v->round.rule.n, sizeof *v->said);
	key = turn_round_key(t, &v->round);
	if (v->round.rule.exists &&
	    truth_steps(&t->truth, &key, 0, see_step, v, e))
		return -1;
	if (turn_back_why(t, &v->round, &v->why, e))
		return -1;
	/* by the book as it is now, if that can tell */
	if (t->told.n == 0 && turn_dates_missed(t, &t->book, see_missed, v, e))
		return -1;
	find_next(v, now);
	find_moved(v, now);
	return 0;
}

const struct truth_stand *
cut_view_stand(const struct cut_view *v, size_t system)
{
	const struct truth_round *k = &v->round.kept;

	return k->exists && system < k->n &&
		strcmp(k->systems[system].system,
		    v->round.book->systems[system].name) == 0
	    ? &k->systems[system]
	    : NULL;
}

int
cut_view_date(struct turn *t, int32_t *date, struct err *e)
{
	int got = turn_dates_last(t, date, e);

	if (got)
		return got < 0 ? -1 : 0;
	if (turn_needs_book(t, e))
		return -1;
	*date = cut_turned_first(&t->book);
	return cut_turned_is(&t->book, *date)
	    ? 0
	    : cut_turned_next(&t->book, *date, date, e);
}
