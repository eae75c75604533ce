#include "cut/command/cut_command.h"
#include "cut/show/cut_view.h"
#include "cut/turn/turn_dates.h"

/* A system has the next date once it is cut. */
static void
put_system(struct buf *b, const struct turn_round *r, size_t i, bool alone)
{
	enum cut_state state = r->stands[i].state;
	int32_t date = cut_state_reached(state, CUT_CUT) ? r->next : r->date;

	if (!alone)
		buf_printf(b, "%s\t", r->book->systems[i].name);
	cut_cycle_put(b, r->book->cycle, date);
	if (!alone)
		buf_printf(b, "\t%s", cut_state_name(state));
	buf_byte(b, '\n');
}

static int
put(struct turn *t, struct turn_round *r, const char *system, struct buf *b,
    struct err *e)
{
	int32_t date;
	size_t only;

	if (cut_view_date(t, &date, e) || turn_round_load(t, date, r, e) ||
	    (system && turn_round_system(r, system, &only, e)))
		return -1;
	for (size_t i = 0; i < r->book->n_systems; i++)
		if (!system || i == only)
			put_system(b, r, i, system != NULL);
	return 0;
}

/* The accounting date that payments have now, in each system or in one. */
int
cut_command_date(const struct cut_call *c, enum status *status, struct err *e)
{
	struct turn_round round = { 0 };
	struct buf b = { 0 };
	struct turn t;
	int r;

	(void)status;
	if (cut_command_open(c, &t, DB_READ, e))
		return -1;
	r = truth_look_begin(&t.truth, e);
	if (r == 0)
		r = truth_look_end(&t.truth,
		    put(&t, &round, c->n > 1 ? c->operands[1] : NULL, &b, e),
		    e);
	if (r == 0)
		r = c->print(buf_span(&b), e);
	turn_round_free(&round);
	turn_close(&t);
	buf_free(&b);
	return r;
}

struct listing {
	struct buf text; /* owned */
	enum cut_cycle cycle;
};

static int
add_missed(void *arg, int32_t date, struct err *e)
{
	struct listing *l = arg;

	(void)e;
	cut_cycle_put(&l->text, l->cycle, date);
	buf_byte(&l->text, '\n');
	return 0;
}

/* Dates whose cut-off has passed without a round that is decided. */
int
cut_command_missed(const struct cut_call *c, enum status *status, struct err *e)
{
	struct listing l = { 0 };
	struct turn t;
	int r;

	if (cut_command_open(c, &t, DB_READ, e))
		return -1;
	l.cycle = t.book.cycle;
	r = turn_needs_book(&t, e);
	if (r == 0)
		r = turn_dates_missed(&t, &t.book, add_missed, &l, e);
	if (r == 0)
		r = c->print(buf_span(&l.text), e);
	if (r == 0 && l.text.len && c->options->exit_code)
		*status = ST_DIFFER;
	turn_close(&t);
	buf_free(&l.text);
	return r;
}
