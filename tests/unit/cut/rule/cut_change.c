#include "cut/rule/cut_change.h"

#include <stdint.h>

#include "test.h"

enum { D = 100, NEXT = 103 };

/* Where a system is found that says this. */
static void
found(void)
{
	static const struct {
		struct cut_where where;
		enum cut_found announce, cut, locked;
	} rows[] = {
		/* at the date */
		{ { D, INT32_MIN, 0 }, CUT_FOUND_BEFORE, CUT_FOUND_ELSEWHERE,
		    CUT_FOUND_ELSEWHERE },
		{ { D, D, 2 }, CUT_FOUND_THERE, CUT_FOUND_BEFORE,
		    CUT_FOUND_ELSEWHERE },
		{ { D, D, 1 }, CUT_FOUND_BEFORE, CUT_FOUND_ELSEWHERE,
		    CUT_FOUND_ELSEWHERE },
		{ { D, D, 0 }, CUT_FOUND_BEFORE, CUT_FOUND_BEFORE,
		    CUT_FOUND_ELSEWHERE },
		{ { D, D - 1, 2 }, CUT_FOUND_BEFORE, CUT_FOUND_ELSEWHERE,
		    CUT_FOUND_ELSEWHERE },
		/* turned */
		{ { NEXT, INT32_MIN, 0 }, CUT_FOUND_ELSEWHERE, CUT_FOUND_THERE,
		    CUT_FOUND_BEFORE },
		{ { NEXT, NEXT, 1 }, CUT_FOUND_ELSEWHERE, CUT_FOUND_THERE,
		    CUT_FOUND_BEFORE },
		/* beyond, behind, between */
		{ { NEXT + 1, INT32_MIN, 0 }, CUT_FOUND_ELSEWHERE,
		    CUT_FOUND_ELSEWHERE, CUT_FOUND_BEFORE },
		{ { D - 1, D, 2 }, CUT_FOUND_ELSEWHERE, CUT_FOUND_ELSEWHERE,
		    CUT_FOUND_ELSEWHERE },
		{ { D + 1, D, 2 }, CUT_FOUND_ELSEWHERE, CUT_FOUND_ELSEWHERE,
		    CUT_FOUND_ELSEWHERE },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct cut_where *w = &rows[i].where;

		EXPECT(cut_where_found(w, CUT_ANNOUNCE, D, NEXT, 2) ==
		    rows[i].announce);
		EXPECT(
		    cut_where_found(w, CUT_CUT_NOW, D, NEXT, 2) == rows[i].cut);
		EXPECT(cut_where_found(w, CUT_LOCKED_NOW, D, NEXT, 2) ==
		    rows[i].locked);
		EXPECT(cut_where_found(w, CUT_READY, D, NEXT, 2) ==
		    CUT_FOUND_BEFORE);
	}
}

static struct cut_stand stands[2];
static struct cut_round r = {
	.systems = stands, .n = 2, .exists = true, .cut_off = 2000, .max = 7
};

static void
stand(enum cut_state round, enum cut_state a, enum cut_event a_does,
    enum cut_state b, enum cut_event b_does)
{
	r.state = round;
	stands[0] = (struct cut_stand){ .state = a, .doing = a_does };
	stands[1] = (struct cut_stand){ .state = b, .doing = b_does };
}

/* The change as words would have it. */
static void
is(const struct cut_change *c, size_t system, enum cut_state round_to,
    enum cut_state from, enum cut_state to, enum cut_event doing,
    enum cut_event doing_to)
{
	EXPECT(c->round == r.state && c->round_to == round_to);
	EXPECT(c->system == system);
	EXPECT(c->from == from && c->to == to);
	EXPECT(c->doing == doing && c->doing_to == doing_to);
}

static void
before(void)
{
	struct cut_next x;
	struct cut_change c;

	stand(CUT_OPEN, CUT_OPEN, CUT_NOTHING, CUT_OPEN, CUT_NOTHING);
	cut_rule_next(&r, CUT_DO_ANNOUNCE, 2, 0, false, &x);
	EXPECT(cut_change_before(&r, &x, &c));
	is(&c, 0, CUT_OPEN, CUT_OPEN, CUT_OPEN, CUT_NOTHING, CUT_ANNOUNCE);
	EXPECT(cut_change_apply(&r, &c));
	EXPECT(!cut_change_apply(&r, &c));
	cut_rule_next(&r, CUT_DO_ANNOUNCE, 2, 0, false, &x);
	EXPECT(x.ask_first && !cut_change_before(&r, &x, &c));
	/* a withdrawal is another state, and what was doing is forgotten */
	r.state = CUT_WITHDRAWING;
	stands[1].state = CUT_WITHDRAWN;
	cut_rule_next(&r, CUT_DO_WITHDRAW, 2, 0, false, &x);
	EXPECT(cut_change_before(&r, &x, &c));
	is(&c, 0, CUT_WITHDRAWING, CUT_OPEN, CUT_WITHDRAWING, CUT_ANNOUNCE,
	    CUT_WITHDRAW);
	EXPECT(cut_change_apply(&r, &c));
	cut_rule_next(&r, CUT_DO_WITHDRAW, 2, 0, false, &x);
	EXPECT(!x.ask_first && !cut_change_before(&r, &x, &c));
	/* questions */
	stand(CUT_DECIDED, CUT_CUT, CUT_NOTHING, CUT_DECIDED, CUT_NOTHING);
	cut_rule_next(&r, CUT_DO_COMPLETE, 0, 3000, false, &x);
	EXPECT(x.is == CUT_NEXT_SEND && !cut_change_before(&r, &x, &c));
	/* nothing is sent */
	cut_rule_next(&r, CUT_DO_CUT, 0, 3000, false, &x);
	EXPECT(x.is == CUT_NEXT_DONE && !cut_change_before(&r, &x, &c));
}

static void
behind(void)
{
	struct cut_next x;
	struct cut_change c;

	stand(CUT_OPEN, CUT_OPEN, CUT_ANNOUNCE, CUT_OPEN, CUT_NOTHING);
	cut_rule_next(&r, CUT_DO_ANNOUNCE, 2, 0, false, &x);
	EXPECT(!cut_change_behind(&r, &x, CUT_SAID_RETRY, &c));
	EXPECT(!cut_change_behind(&r, &x, CUT_SAID_NOTHING, &c));
	EXPECT(cut_change_behind(&r, &x, CUT_SAID_FAIL, &c));
	is(&c, 0, CUT_WITHDRAWING, CUT_OPEN, CUT_OPEN, CUT_ANNOUNCE,
	    CUT_ANNOUNCE);
	EXPECT(cut_change_behind(&r, &x, CUT_SAID_OK, &c));
	is(&c, 0, CUT_OPEN, CUT_OPEN, CUT_ANNOUNCED, CUT_ANNOUNCE, CUT_NOTHING);
	EXPECT(cut_change_apply(&r, &c) && stands[0].state == CUT_ANNOUNCED);
	/* all at once; that nothing is as expected of one is enough */
	stands[1].state = CUT_ANNOUNCED;
	r.margin_at = 1000;
	cut_rule_next(&r, CUT_DO_ANNOUNCE, 2, 0, false, &x);
	EXPECT(cut_change_behind(&r, &x, CUT_SAID_OK, &c));
	is(&c, 2, CUT_DECIDED, CUT_ANNOUNCED, CUT_DECIDED, CUT_NOTHING,
	    CUT_NOTHING);
	EXPECT(c.until == 1000);
	stands[1].doing = CUT_ANNOUNCE;
	EXPECT(!cut_change_apply(&r, &c) && r.state == CUT_OPEN);
	stands[1].doing = CUT_NOTHING;
	EXPECT(cut_change_apply(&r, &c) && r.state == CUT_DECIDED);
	EXPECT(stands[0].state == CUT_DECIDED);
	EXPECT(stands[1].state == CUT_DECIDED);
	/* a fail of anything else leaves it as it is */
	cut_rule_next(&r, CUT_DO_CUT, 0, 3000, false, &x);
	EXPECT(!cut_change_behind(&r, &x, CUT_SAID_FAIL, &c));
	cut_rule_next(&r, CUT_DO_SEAL, 2, 3000, false, &x);
	EXPECT(!cut_change_behind(&r, &x, CUT_SAID_OK, &c));
}

static void
ready(void)
{
	static const size_t after[] = { 0 };
	struct cut_next x;
	struct cut_change c;

	stand(CUT_DECIDED, CUT_COMPLETE, CUT_NOTHING, CUT_CUT, CUT_NOTHING);
	stands[1].after = after;
	stands[1].n_after = 1;
	cut_rule_next(&r, CUT_DO_READY, 1, 3000, false, &x);
	EXPECT(!cut_change_behind(&r, &x, CUT_SAID_RETRY, &c));
	EXPECT(cut_change_behind(&r, &x, CUT_SAID_OK, &c));
	is(&c, 1, CUT_DECIDED, CUT_CUT, CUT_CUT, CUT_NOTHING, CUT_NOTHING);
	EXPECT(c.ready_to && cut_change_apply(&r, &c) && stands[1].ready);
	EXPECT(!cut_change_apply(&r, &c)); /* who comes second */
	cut_rule_next(&r, CUT_DO_COMPLETE, 1, 3000, false, &x);
	EXPECT(cut_change_behind(&r, &x, CUT_SAID_OK, &c));
	EXPECT(c.ready_to && cut_change_apply(&r, &c) && stands[1].ready);
	EXPECT(stands[1].state == CUT_COMPLETE);
}

int
main(void)
{
	test("a system is found before, there or elsewhere", found);
	test("before an event is sent it is kept that it may have been told",
	    before);
	test("an answer changes what it says, and a refusal the round", behind);
	test("a system is ready once it has said so", ready);
	return test_done();
}
