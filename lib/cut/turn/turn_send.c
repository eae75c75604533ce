#include "cut/turn/turn_send.h"

#include "base/visible_text.h"
#include "cut/turn/turn_ask.h"
#include "cut/turn/turn_figures.h"
#include "cut/turn/turn_write.h"

/* One event on its way. */
struct sending {
	struct turn *t;
	struct turn_round *r;
	const struct cut_next *next;
	const char *system;
	struct answer answer; /* owned */
	bool found;           /* it stood there already */
};

/* The word of the step that an ok is. */
static const char *
word_of(const struct cut_next *x)
{
	return x->event == CUT_READY ? "ready" : cut_state_name(x->to);
}

/* Before it: that the system may have been told. *moved false: somebody else
 * was first. */
static int
mark(struct sending *s, bool *moved, struct err *e)
{
	const struct turn_words w = { .what = "told",
		.evidence = span_str(cut_event_name(s->next->event)) };
	struct cut_change c;

	*moved = true;
	if (!cut_change_before(&s->r->rule, s->next, &c))
		return 0;
	return turn_write(s->t, s->r, &c, &w, moved, e);
}

/* It may have been told before: where does it stand? */
static int
find(struct sending *s, struct err *e)
{
	enum cut_found found;

	if (turn_ask_where(s->t, s->r, s->next->system, s->next->event, &found,
		&s->answer, e))
		return -1;
	s->found = found == CUT_FOUND_THERE;
	if (found != CUT_FOUND_ELSEWHERE)
		return 0;
	for (size_t i = 0; i < s->answer.values.len; i++)
		if (s->answer.values.p[i] == '\t')
			s->answer.values.p[i] = ' ';
	return err_set(e, ST_DIFFER,
	    "it is elsewhere, and is not told %s: it says%.*s; a person has "
	    "to look",
	    cut_event_name(s->next->event), (int)s->answer.values.len,
	    s->answer.values.p);
}

/* All that others sent it is there? */
static int
compare(struct sending *s, struct err *e)
{
	const struct cut_book *b = s->r->book;
	const struct cut_system *to = &b->systems[s->next->system];

	for (size_t i = 0; i < to->n_after; i++) {
		size_t from = to->after[i];
		const struct answer sent = {
			.values = s->r->kept.systems[from].sent
		};

		/* by a person's word it is complete, without figures */
		if (sent.values.len &&
		    turn_figures_compare(
			&sent, b->systems[from].name, &s->answer, to->name, e))
			return -1;
	}
	return 0;
}

/* Is what it says with its ok enough? */
static int
judge(struct sending *s, struct err *e)
{
	if (s->r->book->shadow || s->found)
		return 0;
	if (s->next->event == CUT_READY)
		return compare(s, e);
	if (s->next->event == CUT_COMPLETE_NOW)
		return turn_figures_check(
		    s->r->book, s->next->system, &s->answer, e);
	return 0;
}

/* Values, without the TAB before them. */
static struct span
evidence(const struct answer *a)
{
	struct span s = buf_span(&a->values);

	if (s.len) {
		s.p++;
		s.len--;
	}
	return s;
}

static int
write_ok(struct sending *s, struct err *e)
{
	const struct turn_words w = {
		.what = word_of(s->next),
		.why = s->found ? "found there" : NULL,
		.evidence = evidence(&s->answer),
		.sent = s->next->event == CUT_COMPLETE_NOW ? &s->answer.values
							   : NULL,
		.got = s->next->event == CUT_READY ? &s->answer.values : NULL,
	};
	struct cut_change c;
	bool moved = false;

	if (cut_change_behind(&s->r->rule, s->next, CUT_SAID_OK, &c) &&
	    turn_write(s->t, s->r, &c, &w, &moved, e))
		return -1;
	if (moved)
		turn_say(s->t, s->r->date, s->system, "%s%s%s", w.what,
		    s->found ? ", as it was found" : "",
		    s->r->book->shadow ? ", nothing was sent (shadow)" : "");
	return 0;
}

/* What a status means for who waits. */
static const char *
word_of_status(enum status status)
{
	if (status == ST_AGAIN)
		return "not yet";
	return status == ST_DIFFER ? "refused" : "wrong answer";
}

/* It is not done, for this reason; status says whether it may be later. */
static int
write_not(struct sending *s, enum turn_sent *sent, enum status *status,
    const char *why, struct err *e)
{
	struct buf shown = { 0 };
	int r;

	visible_add(&shown, span_str(why));
	buf_byte(&shown, '\0');
	turn_say(s->t, s->r->date, s->system, "%s: %s: %s",
	    cut_event_name(s->next->event), word_of_status(*status), shown.p);
	r = turn_write_said(s->t, s->r, s->next->system,
	    &(struct turn_words){
		.what = word_of_status(*status),
		.why = shown.p,
		.evidence = span_str(cut_event_name(s->next->event)),
	    },
	    e);
	buf_free(&shown);
	*sent = TURN_SENT_ENDED;
	return r;
}

/* A system refuses the date: that of all is withdrawn. */
static int
write_refusal(struct sending *s, const struct cut_change *c, const char *why,
    struct err *e)
{
	struct buf shown = { 0 };
	bool moved;
	int r;

	visible_add(&shown, span_str(why));
	buf_byte(&shown, '\0');
	r = turn_write(s->t, s->r, c,
	    &(struct turn_words){
		.what = "refused",
		.why = shown.p,
		.evidence = evidence(&s->answer),
	    },
	    &moved, e);
	if (r == 0 && moved)
		turn_say(s->t, s->r->date, s->system, "refused: %s", shown.p);
	buf_free(&shown);
	return r;
}

/* The answer makes a step, or it is said why not. */
static int
take(
    struct sending *s, enum turn_sent *sent, enum status *status, struct err *e)
{
	struct buf why = { 0 };
	struct cut_change c;
	struct err bad;
	int r;

	if (s->answer.kind == ANSWER_OK) {
		if (judge(s, &bad) == 0)
			return write_ok(s, e);
		*status = bad.status;
		return write_not(s, sent, status, bad.text, e);
	}
	buf_add(&why, buf_span(&s->answer.reason));
	buf_byte(&why, '\0');
	*status = s->answer.kind == ANSWER_FAIL ? ST_DIFFER : ST_AGAIN;
	if (s->answer.kind == ANSWER_FAIL &&
	    cut_change_behind(&s->r->rule, s->next, CUT_SAID_FAIL, &c))
		r = write_refusal(s, &c, why.p, e);
	else
		r = write_not(s, sent, status, why.p, e);
	buf_free(&why);
	return r;
}

static int
ask(struct sending *s, enum turn_sent *sent, enum status *status, struct err *e)
{
	struct err bad;

	if (s->next->ask_first && find(s, &bad)) {
		if (bad.status == ST_FAIL) {
			*e = bad;
			return -1;
		}
		*status = bad.status;
		return write_not(s, sent, status, bad.text, e);
	}
	if (!s->found &&
	    turn_ask(s->t, s->r, s->next->system, s->next->event, NULL,
		&s->answer, e))
		return -1;
	return take(s, sent, status, e);
}

int
turn_send(struct turn *t, struct turn_round *r, const struct cut_next *next,
    enum turn_sent *sent, enum status *status, struct err *e)
{
	struct sending s = { t, r, next, r->book->systems[next->system].name,
		{ 0 }, false };
	bool moved;
	int got = mark(&s, &moved, e);

	*sent = TURN_SENT_ON;
	if (got == 0 && moved)
		got = ask(&s, sent, status, e);
	answer_free(&s.answer);
	return got;
}
