#include "cut/turn/turn_back.h"

/* What a system says that changes nothing is written down with the event; a
 * refusal of the date with the values of the answer. */
static bool
withdraws(const struct truth_step *s)
{
	if (strcmp(s->what, cut_state_name(CUT_WITHDRAWING)) == 0)
		return true;
	return strcmp(s->what, "refused") == 0 &&
	    !span_eq(s->evidence, span_str(cut_event_name(CUT_ANNOUNCE))) &&
	    !span_eq(s->evidence, span_str(cut_event_name(CUT_WITHDRAW)));
}

static int
see(void *arg, const struct truth_step *s, struct err *e)
{
	struct buf *why = arg;

	(void)e;
	if (why->len || !withdraws(s))
		return 0;
	if (*s->system)
		buf_printf(why, "%s: ", s->system);
	buf_str(why, s->why);
	return 0;
}

int
turn_back_why(
    struct turn *t, const struct turn_round *r, struct buf *b, struct err *e)
{
	const struct truth_key key = turn_round_key(t, r);
	struct buf why = { 0 };
	int got = 0;

	if (r->kept.exists &&
	    (r->kept.state == CUT_WITHDRAWING ||
		r->kept.state == CUT_WITHDRAWN))
		got = truth_steps(&t->truth, &key, 0, see, &why, e);
	if (got == 0)
		buf_add(b, buf_span(&why));
	buf_free(&why);
	return got;
}
