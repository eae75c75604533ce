#include "flow/world/world_visitor.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "flow/orders/orders.h"
#include "scratch.h"
#include "test.h"

static struct err e;

static struct world *
visit(const char *lines)
{
	const struct world_visitor_setup set = { .lines = span_str(lines) };
	struct world *w = NULL;

	EXPECT(world_visitor_open(&w, &set, &e) == 0);
	return w;
}

static void
answered(void)
{
	struct world *w = visit("hold\t7\t--why\ta\\tb\nbad\\x\ngo\t7\n");
	struct world_order o;
	struct buf b = { 0 };
	char *first, *last;

	EXPECT(w->ops->order(w, &o));
	EXPECT(o.words.n == 4 && !o.words.argv[4]);
	EXPECT_STR(o.words.argv[0], "hold");
	EXPECT_STR(o.words.argv[3], "a\tb");
	EXPECT(o.uid == (unsigned long)getuid());
	EXPECT(strtoul(o.who, NULL, 10) == o.uid && strchr(o.who, ' '));
	EXPECT(o.groups != NULL);
	first = mem_dup(span_str(o.id));
	/* what is no order is answered, and passed over */
	EXPECT(w->ops->order(w, &o));
	EXPECT(o.words.n == 2);
	EXPECT_STR(o.words.argv[0], "go");
	last = mem_dup(span_str(o.id));
	EXPECT(strcmp(first, last) != 0);
	EXPECT(!w->ops->order(w, &o));
	w->ops->answer(w, last, ST_OK, SPAN(""));
	EXPECT(!world_visitor_answers(w, &b) && b.len == 0);
	w->ops->answer(w, first, ST_FAIL, SPAN("no\tway"));
	w->ops->answer(w, first, ST_OK, SPAN("twice"));
	w->ops->answer(w, "another.1", ST_OK, SPAN("never asked"));
	EXPECT(world_visitor_answers(w, &b));
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "2\tno\\tway\n65\tthis is no order\n0\t\n");
	buf_free(&b);
	free(first);
	free(last);
	world_visitor_close(w);
}

static void
owed(void)
{
	struct world *w = visit("go\t1\ngo\t2\n"), *other = visit("go\t1\n");
	struct world_order o, p;
	struct buf b = { 0 };

	EXPECT(!world_visitor_answers(w, &b));
	EXPECT(w->ops->order(w, &o) && other->ops->order(other, &p));
	EXPECT(strcmp(o.id, p.id) != 0);
	w->ops->answer(w, o.id, ST_OK, SPAN(""));
	EXPECT(!world_visitor_answers(w, &b));
	EXPECT(b.len == 0);
	world_visitor_close(w);
	world_visitor_close(other);
}

static void
nothing(void)
{
	struct world *w = visit("go\t1\n");
	struct world_end end = { 0 };

	EXPECT(w->ops->begin(w, 7, &(struct world_attempt){ 0 }, &end) ==
	    WORLD_NEVER);
	EXPECT(end.attempt == 7 && end.found == WORLD_NEVER);
	EXPECT(w->ops->find(w, 8, "id", "dir", &end) == WORLD_FOREIGN);
	EXPECT(!w->ops->ended(w, &end));
	scratch_write("left", "", 0);
	EXPECT(w->ops->remove(w, "left", &e) == 0);
	EXPECT(scratch_files(1) == 1);
	EXPECT(w->ops->stands(w, &e) == 0);
	world_visitor_close(w);
}

int
main(void)
{
	scratch_begin();
	test("orders are taken in their order, and answered in it", answered);
	test("no answer is there before all are, and ids are of one visit",
	    owed);
	test("nothing begins, ends or is removed", nothing);
	scratch_end();
	return test_done();
}
