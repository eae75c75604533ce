#include "cut/turn/turn_do.h"

#include "cut/turn/turn_back.h"
#include "cut/turn/turn_send.h"
#include "cut/turn/turn_write.h"
#include "shown/show_time.h"

/* A command under way. */
struct doing {
	struct turn *t;
	const struct turn_order *order;
	struct turn_round round; /* owned */
	size_t system;           /* its place; the number of them for all */
	bool did;                /* a step was taken */
	unsigned attempt;        /* the last try that was seen under way; 0 */
	enum status *status;
};

/* What begins behind the date, or behind a system. */
static const char *
name_of(const struct doing *d, size_t system)
{
	const struct cut_book *b = d->round.book;

	return system < b->n_systems ? b->systems[system].name : NULL;
}

static int
load(struct doing *d, struct err *e)
{
	if (turn_round_load(d->t, d->order->date, &d->round, e))
		return -1;
	d->system = d->round.book->n_systems;
	if (d->order->system &&
	    turn_round_system(&d->round, d->order->system, &d->system, e))
		return -1;
	if (d->round.rule.exists)
		d->attempt = d->round.kept.key.attempt;
	return 0;
}

/* What a command for all systems has made of them, or how the round stands. */
static void
say_done_all(const struct doing *d)
{
	static const char *const words[CUT_DO_LOCK + 1] = {
		[CUT_DO_CUT] = "cut",
		[CUT_DO_READY] = "ready",
		[CUT_DO_COMPLETE] = "complete",
	};
	const char *word = words[d->order->command];

	turn_say(d->t, d->order->date, NULL, "%s %s already",
	    word ? "all are" : "is",
	    word ? word : cut_state_name(d->round.rule.state));
}

/* Systems of a try that was withdrawn are open, for the next one. */
static void
say_done_one(const struct doing *d)
{
	const struct cut_stand *s = &d->round.rule.systems[d->system];
	const char *name = name_of(d, d->system);

	if (d->order->command == CUT_DO_READY && s->state == CUT_CUT)
		turn_say(d->t, d->order->date, name,
		    s->n_after ? "is ready already"
			       : "has to get nothing of others");
	else
		turn_say(d->t, d->order->date, name, "is %s already",
		    cut_state_name(d->order->command == CUT_DO_WITHDRAW
			    ? CUT_WITHDRAWN
			    : s->state));
}

/* "2026-11-28: ledger: is cut already". */
static void
say_done(const struct doing *d)
{
	if (d->did)
		return;
	if (d->order->command == CUT_DO_WITHDRAW && !d->round.kept.exists)
		turn_say(
		    d->t, d->order->date, NULL, "there is nothing to withdraw");
	else if (d->system < d->round.rule.n)
		say_done_one(d);
	else
		say_done_all(d);
}

void
turn_do_tell(struct turn *t, const struct turn_round *r,
    const struct cut_next *x, enum status *status)
{
	struct show_clock clock = { .zone = &r->book->zone };
	const char *system = x->because < r->book->n_systems
	    ? r->book->systems[x->because].name
	    : NULL;
	struct buf at = { 0 };

	if (x->at) {
		buf_str(&at, "; from ");
		show_time(&at, &clock, x->at * 1000);
		buf_str(&at, " on");
	}
	buf_byte(&at, '\0');
	turn_say(t, r->date, system, "%s%s%s",
	    x->is == CUT_NEXT_WAIT ? "" : "refused: ", x->why, at.p);
	buf_free(&at);
	*status = x->is == CUT_NEXT_WAIT ? ST_AGAIN : ST_DIFFER;
}

static int
open_try(struct doing *d, const struct cut_next *x, struct err *e)
{
	unsigned try = d->round.kept.exists ? d->round.kept.key.attempt + 1 : 1;
	bool moved;

	if (turn_write_try(d->t, &d->round, x->late, &moved, e))
		return -1;
	if (moved)
		turn_say(d->t, d->order->date, NULL, "try %u begins%s", try,
		    x->late ? ", behind its cut-off" : "");
	return 0;
}

/* A step of the round, or of a system that is not told. */
static int
change(struct doing *d, const struct cut_next *x, struct err *e)
{
	const char *word =
	    cut_state_name(x->is == CUT_NEXT_ONE ? x->to : x->round_to);
	struct turn_words w = { .what = word };
	struct cut_change c;
	bool moved = false;

	if (x->round_to == CUT_WITHDRAWING && x->is == CUT_NEXT_ALL)
		w.why = d->order->command == CUT_DO_WITHDRAW ? d->t->wish.why
							     : x->why;
	if (cut_change_behind(&d->round.rule, x, CUT_SAID_OK, &c) &&
	    turn_write(d->t, &d->round, &c, &w, &moved, e))
		return -1;
	if (moved)
		turn_say(d->t, d->order->date, name_of(d, x->system), "%s%s%s",
		    word, w.why ? ": " : "", w.why ? w.why : "");
	d->did = d->did || moved;
	return 0;
}

static int
send(struct doing *d, const struct cut_next *x, bool *ended, struct err *e)
{
	enum turn_sent sent;

	if (turn_send(d->t, &d->round, x, &sent, d->status, e))
		return -1;
	*ended = sent == TURN_SENT_ENDED;
	d->did = true;
	return 0;
}

/* The try went back while this looked on: it ends here, and the next one is for
 * another command. */
static bool
has_gone_back(const struct doing *d)
{
	return d->round.rule.state == CUT_WITHDRAWN &&
	    d->round.kept.key.attempt == d->attempt;
}

static int
end_gone_back(struct doing *d, struct err *e)
{
	struct buf why = { 0 };
	int r;

	if (d->order->command != CUT_DO_ANNOUNCE)
		return 0;
	*d->status = ST_DIFFER;
	r = turn_back_why(d->t, &d->round, &why, e);
	if (r == 0)
		turn_say(d->t, d->order->date, NULL,
		    "refused: try %u was withdrawn%s%.*s; announce begins "
		    "another",
		    d->round.kept.key.attempt, why.len ? ": " : "",
		    (int)why.len, why.len ? why.p : "");
	buf_free(&why);
	return r;
}

/* One step; *ended: there is no other. */
static int
step(struct doing *d, const struct cut_next *x, bool *ended, struct err *e)
{
	switch (x->is) {
	case CUT_NEXT_OPEN:
		return open_try(d, x, e);
	case CUT_NEXT_SEND:
		return send(d, x, ended, e);
	case CUT_NEXT_ALL:
	case CUT_NEXT_ONE:
		return change(d, x, e);
	case CUT_NEXT_DONE:
		say_done(d);
		break;
	case CUT_NEXT_WAIT:
	case CUT_NEXT_REFUSED:
		turn_do_tell(d->t, &d->round, x, d->status);
		break;
	}
	*ended = true;
	return 0;
}

int
turn_do(struct turn *t, const struct turn_order *o, enum status *status,
    struct err *e)
{
	struct doing d = { .t = t, .order = o, .status = status };
	struct cut_next x;
	bool ended = false;
	int r = 0;

	*status = ST_OK;
	while (r == 0 && !ended) {
		*status = ST_OK; /* of this step: the last one tells */
		r = load(&d, e);
		if (r)
			break;
		if (has_gone_back(&d)) {
			r = end_gone_back(&d, e);
			break;
		}
		cut_rule_next(&d.round.rule, o->command, d.system, turn_now(t),
		    t->wish.why != NULL, &x);
		r = step(&d, &x, &ended, e);
	}
	turn_round_free(&d.round);
	return r;
}

/* A person's word, written down. */
static int
take_word(struct doing *d, const struct cut_next *x, const char *word,
    bool *ended, struct err *e)
{
	const struct turn_words w = { .what = word,
		.why = d->t->wish.why,
		.evidence = SPAN("word=yes") };
	struct cut_change c;
	bool moved = false;

	if (cut_change_behind(&d->round.rule, x, CUT_SAID_OK, &c) &&
	    turn_write(d->t, &d->round, &c, &w, &moved, e))
		return -1;
	*ended = moved;
	if (moved)
		turn_say(d->t, d->order->date, name_of(d, x->system),
		    "%s, by the word of %s", word, d->t->wish.who);
	return 0;
}

int
turn_do_step(struct turn *t, int32_t date, const char *system, const char *word,
    enum status *status, struct err *e)
{
	struct turn_order o = { .date = date, .system = system };
	struct doing d = { .t = t, .order = &o, .status = status };
	enum cut_event event;
	struct cut_next x;
	bool ended = false;
	int r = 0;

	*status = ST_OK;
	if (!cut_step_named(word, &event) ||
	    !cut_event_command(event, &o.command))
		return err_set(e, ST_FAIL,
		    "step: \"%s\" is none of announced, cut, ready, complete, "
		    "locked, withdrawn",
		    excerpt(span_str(word)).s);
	while (r == 0 && !ended) {
		r = load(&d, e);
		if (r)
			break;
		cut_rule_step(
		    &d.round.rule, d.system, event, turn_now(t), true, &x);
		r = x.is == CUT_NEXT_ONE ? take_word(&d, &x, word, &ended, e)
					 : step(&d, &x, &ended, e);
	}
	turn_round_free(&d.round);
	return r;
}

int
turn_do_look(struct turn *t, const struct turn_order *o, struct turn_round *r,
    struct cut_next *x, struct err *e)
{
	size_t system;

	if (turn_round_load(t, o->date, r, e))
		return -1;
	system = r->book->n_systems;
	if (o->system && turn_round_system(r, o->system, &system, e))
		return -1;
	cut_rule_next(
	    &r->rule, o->command, system, turn_now(t), t->wish.why != NULL, x);
	return 0;
}
