/*
 * cut_change: what becomes of a round by a step that the rule told, and by the
 * answer to it: what the store is asked to change.
 */
#ifndef CUT_CHANGE_H
#define CUT_CHANGE_H

#include "cut/rule/cut_rule.h"

struct cut_change {
	enum cut_state round, round_to;
	size_t system; /* n: all of them, unless from is to: then none */
	enum cut_state from, to;
	enum cut_event doing, doing_to;
	bool ready, ready_to; /* of one */
	int64_t until;        /* not done behind that moment; 0: whenever */
};

/*
 * Before an event is sent: that the system may have been told of it. False
 * where that needs no change: the store has it already, or the event is a
 * question.
 */
bool cut_change_before(
    const struct cut_round *, const struct cut_next *, struct cut_change *);

enum cut_said {
	CUT_SAID_OK,
	CUT_SAID_RETRY,
	CUT_SAID_FAIL,
	CUT_SAID_NOTHING, /* no answer that is known */
};

/*
 * Behind it. Of ALL and ONE, for which nobody is asked, what was said is
 * CUT_SAID_OK, as it is of a round of which nothing is sent (shadow), and of a
 * system that was found where it should come to. False where nothing changes.
 *
 * Who fails an announcement refuses the date: the round goes to WITHDRAWING. It
 * keeps doing: another scheduler may have the same event on its way to it, so
 * it is told the withdrawal too.
 */
bool cut_change_behind(const struct cut_round *, const struct cut_next *,
    enum cut_said, struct cut_change *);

/* Does it, where all is as the change expects it; else false, untouched. The
 * moment is the caller's. */
bool cut_change_apply(struct cut_round *, const struct cut_change *);

/* What the event date was answered. */
struct cut_where {
	int32_t date;      /* that of its postings */
	int32_t announced; /* to it; INT32_MIN: none is */
	unsigned attempt;  /* the try of that; 0: it does not say */
};

enum cut_found {
	CUT_FOUND_BEFORE,    /* it is told, again or for the first time */
	CUT_FOUND_THERE,     /* as behind an ok */
	CUT_FOUND_ELSEWHERE, /* refused: a person has to look */
};

/* Where it is, for an event of a try to turn date to next. */
enum cut_found cut_where_found(const struct cut_where *, enum cut_event,
    int32_t date, int32_t next, unsigned attempt);

#endif
