#include "cut/turn/turn_figures.h"

#include "test.h"

static struct err e;

static void
fill(struct answer *a, const char *values)
{
	struct buf line = { 0 };
	struct span id;

	buf_printf(&line, "x\tok%s%s", *values ? "\t" : "", values);
	EXPECT(answer_parse(a, buf_span(&line), &id, &e) == 0);
	buf_free(&line);
}

/* What bill sent, what ledger got, and what is said of it. */
static const struct row {
	const char *sent, *got;
	enum status status;
	const char *text;
} rows[] = {
	{ "out.ledger.count=0", "in.bill.count=0", ST_OK, "" },
	{ "out.ledger.count=3\tout.ledger.CNY=30.00",
	    "in.bill.count=3\tin.bill.CNY=30", ST_OK, "" },
	{ "out.ledger.count=3\tout.ledger.CNY=0.00", "in.bill.count=3", ST_OK,
	    "" },
	{ "out.ledger.count=3\tout.ledger.CNY=-5\tout.other.CNY=7",
	    "in.x.USD=1\tin.bill.CNY=-5\tin.bill.count=3", ST_OK, "" },
	{ "out.ledger.count=1\tout.ledger.CNY="
	  "99999999999999999999999999999999999.99",
	    "in.bill.count=1\tin.bill.CNY="
	    "99999999999999999999999999999999999.98",
	    ST_DIFFER,
	    "bill sent 99999999999999999999999999999999999.99 CNY in 1 record, "
	    "it has 99999999999999999999999999999999999.98" },
	{ "out.ledger.count=1", "in.bill.count=0", ST_AGAIN,
	    "bill sent 1 record, it has 0" },
	{ "out.ledger.count=1", "in.bill.count=2", ST_DIFFER,
	    "bill sent 1 record, it has 2" },
	{ "out.ledger.count=2\tout.ledger.CNY=1", "in.bill.count=2", ST_DIFFER,
	    "bill sent 1 CNY in 2 records, it has 0" },
	{ "out.ledger.count=2", "in.bill.count=2\tin.bill.EUR=0.1", ST_DIFFER,
	    "bill sent 0 EUR in 2 records, it has 0.1" },
	{ "out.ledger.count=2", "in.bill.count=2\tin.bill.count=3", ST_DATA,
	    "its answer says in.bill.count twice" },
	{ "out.ledger.count=2\tout.ledger.CNY=1",
	    "in.bill.count=2\tin.bill.CNY=1\tin.bill.CNY=2", ST_DATA,
	    "its answer says in.bill.CNY twice" },
	{ "out.ledger.count=2", "in.bill.count=2\tin.bill.=1", ST_DATA,
	    "in.bill.: that is no currency" },
	{ "out.ledger.count=2", "in.bill.count=2\tin.bill.cny=0", ST_DATA,
	    "in.bill.cny: that is no currency" },
	{ "out.ledger.CNY=1", "in.bill.count=2", ST_DATA,
	    "its answer lacks out.ledger.count" },
	{ "out.ledger.count=2", "in.bill.CNY=1", ST_DATA,
	    "its answer lacks in.bill.count" },
	{ "out.ledger.count=2", "in.bill.count=-2", ST_DATA,
	    "in.bill.count is no number: \"-2\"" },
	{ "out.ledger.count=2", "in.bill.count=2\tin.bill.CNY=1,0", ST_DATA,
	    "in.bill.CNY is not an amount: \"1,0\"" },
	{ "out.ledger.count=2",
	    "in.bill.count=2\tin.bill.CNY=9999999999999999999999999999999999999"
	    "9999",
	    ST_DATA,
	    "in.bill.CNY is too large: \"99999999999999999999999999999999999999"
	    "999\"" },
};

static void
compares(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct answer sent = { 0 }, got = { 0 };
		int r;

		fill(&sent, rows[i].sent);
		fill(&got, rows[i].got);
		e = (struct err){ 0 };
		r = turn_figures_compare(&sent, "bill", &got, "ledger", &e);
		EXPECT(r == (rows[i].status == ST_OK ? 0 : -1));
		EXPECT(e.status == rows[i].status);
		EXPECT_STR(e.text, rows[i].text);
		answer_free(&sent);
		answer_free(&got);
	}
}

/* Of bill, whose data ledger and audit get. */
static void
checks(void)
{
	static const struct {
		const char *sent, *text;
	} all[] = {
		{ "out.ledger.count=1\tout.audit.count=0", "" },
		{ "out.ledger.count=1\tout.audit.count=0\tout.other.CNY=x",
		    "" },
		{ "out.ledger.count=1", "its answer lacks out.audit.count" },
		{ "out.audit.count=1", "its answer lacks out.ledger.count" },
		{ "out.ledger.count=1\tout.ledger.CNY=x\tout.audit.count=0",
		    "out.ledger.CNY is not an amount: \"x\"" },
	};
	size_t after[] = { 0 };
	struct cut_system systems[] = {
		{ .name = "bill" },
		{ .name = "ledger", .after = after, .n_after = 1 },
		{ .name = "audit", .after = after, .n_after = 1 },
	};
	const struct cut_book book = { .systems = systems, .n_systems = 3 };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct answer sent = { 0 };

		fill(&sent, all[i].sent);
		e = (struct err){ 0 };
		EXPECT(turn_figures_check(&book, 0, &sent, &e) ==
		    (*all[i].text ? -1 : 0));
		EXPECT_STR(e.text, all[i].text);
		EXPECT(turn_figures_check(&book, 1, &sent, &e) == 0);
		answer_free(&sent);
	}
}

int
main(void)
{
	test("what was sent is compared with what was got, exactly", compares);
	test("what is sent is said for each that gets it", checks);
	return test_done();
}
