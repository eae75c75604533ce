#include "flow/view/show_words.h"

#include "flow/view/show_next.h"
#include "flow/view/show_text.h"
#include "view_made.h"

static const char flow[] =
    "[flow]\ntitle = 每日对账\n"
    "[param date]\ntype = date\n[param who]\ntype = text\ndefault = a b\n"
    "[node bill]\nrun = get {date}\nevery = 5m\ntimes = 3\n"
    "[node fetch]\nrun = get {date}\nretry = 2\nbackoff = 30s\nclass = sftp\n"
    "[node join]\nafter = bill\nafter = fetch\nrun = join\n"
    "[node look]\napprove = finance\n"
    "[node pause]\ndelay = 90s\n"
    "[node each]\nflow = other.flow\n"
    "[node end]\nafter = join\nafter = look\nafter = pause\nafter = each\n"
    "after = bill\njoin = ended\ndelay = 0\n";

static struct show_view v;
static struct zone utc;
static struct buf b;

static const char *
said(void)
{
	buf_byte(&b, '\0');
	b.len = 0;
	return b.p;
}

static void
begin(void)
{
	const struct run_given given[] = { { SPAN("date"),
	    SPAN("2026-11-29") } };

	view_made(&v, flow, given, 1);
}

static void
end(void)
{
	show_view_free(&v);
}

static const char *
why(const char *node)
{
	const struct show_clock c = { .now = VIEW_MADE_NOW, .zone = &utc };

	show_why(&b, &v, &c, view_node(&v, node));
	return said();
}

static void
what_nodes_wait_for(void)
{
	begin();
	EXPECT_STR(why("bill"), "for a place");
	EXPECT_STR(why("fetch"), "for a place in class sftp");
	EXPECT_STR(why("join"), "for bill, fetch");
	EXPECT_STR(why("look"), "for leave of finance");
	EXPECT_STR(why("pause"), "until 2026-11-30 02:16:30 +00:00");
	EXPECT_STR(why("end"), "for join, look, pause and 2 more");
	view_exits(&v, "bill", VIEW_MADE_NOW, 1000, 75);
	EXPECT_STR(why("bill"),
	    "asks again at 2026-11-30 02:20:01 +00:00: exit status 75");
	view_exits(&v, "fetch", VIEW_MADE_NOW, 1000, 2);
	EXPECT(strstr(
	    why("fetch"), "next try 2 of 3, at 2026-11-30 02:15:31 +00:00: "));
	run_woken(&v.run, view_node(&v, "fetch"), VIEW_MADE_NOW + 31000);
	view_exits(&v, "fetch", VIEW_MADE_NOW + 31000, 1000, 0);
	EXPECT_STR(why("fetch"), "");
	EXPECT_STR(why("join"), "for bill");
	end();
}

static void
runs_of_a_node(void)
{
	size_t i;

	begin();
	i = view_node(&v, "each");
	EXPECT_STR(why("each"), "for a place");
	run_attempt(&v.run, i, VIEW_MADE_NOW);
	EXPECT_STR(why("each"), "0 runs");
	v.children[i] = (struct flow_store_children){ .going = 1 };
	EXPECT_STR(why("each"), "1 run: 1 going");
	v.children[i] = (struct flow_store_children){ 2, 3, 0, 4, 1 };
	EXPECT_STR(why("each"), "9 runs: 1 held, 1 going, 3 done, 4 cancelled");
	end();
}

static void
origins(void)
{
	begin();
	show_origin(&b, &v);
	EXPECT_STR(said(), "-");
	v.run.origin.who = mem_dup(SPAN("1000 maria"));
	show_origin(&b, &v);
	EXPECT_STR(said(), "1000 maria");
	v.run.origin.schedule = mem_dup(SPAN("morning"));
	v.run.origin.due = mem_dup(SPAN("2026-11-30 10:15"));
	show_origin(&b, &v);
	EXPECT_STR(said(), "schedule morning, due 2026-11-30 10:15");
	v.run.origin.parent = 12;
	v.run.origin.item = mem_dup(SPAN("we\033chat"));
	show_origin(&b, &v);
	EXPECT_STR(said(), "run 12, for we\\x1bchat");
	show_params(&b, &v.run);
	EXPECT_STR(said(), "date=2026-11-29 who=\"a b\"");
	end();
}

static void
hear(void *arg, const char *command)
{
	struct buf *to = arg;

	buf_str(to, to->len ? "; " : "");
	buf_str(to, command);
}

static const char *
next(const char *named)
{
	const struct show s = { .named = named };

	show_next(&s, &v, hear, &b);
	return said();
}

static void
commands(void)
{
	struct run_order o = { .kind = ORDER_HOLD,
		.node = FLOW_NOWHERE,
		.who = "1000 maria",
		.uid = 1000 };
	struct err e;

	begin();
	EXPECT_STR(next(""),
	    "recon-flow approve 4711 look; "
	    "recon-flow refuse 4711 look --why TEXT");
	EXPECT(run_order_do(&v.run, &o, VIEW_MADE_NOW, &e) == 0);
	EXPECT_STR(show_run_state(&v.run), "held");
	EXPECT(!strncmp(next(" --store /x"),
	    "recon-flow go --store /x 4711; recon-flow approve --store /x",
	    60));
	o.kind = ORDER_GO;
	EXPECT(run_order_do(&v.run, &o, VIEW_MADE_NOW, &e) == 0);
	EXPECT_STR(show_run_state(&v.run), "going");
	view_exits(&v, "bill", VIEW_MADE_NOW, 1000, 65);
	EXPECT_STR(show_run_state(&v.run), "held");
	EXPECT_STR(next(""),
	    "recon-flow redo 4711 bill; recon-flow pass 4711 bill --why TEXT; "
	    "recon-flow skip 4711 bill --why TEXT; "
	    "recon-flow approve 4711 look; "
	    "recon-flow refuse 4711 look --why TEXT");
	v.children[view_node(&v, "each")].failed = 1;
	EXPECT(strstr(next(""), "; recon-flow ls --of 4711"));
	EXPECT(strstr(
	    next(" --store /x"), "; recon-flow ls --store /x --of 4711"));
	end();
}

static void
names(void)
{
	static const struct {
		const char *path, *name;
	} cases[] = { { "/a/shop.flow", "shop" },
		{ "shop.day.flow", "shop.day" }, { "/a.b/shop", "shop" },
		{ "/a/.flow", ".flow" } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		show_flow_name(&b, cases[i].path);
		EXPECT_STR(said(), cases[i].name);
	}
}

int
main(void)
{
	struct err e;

	EXPECT(zone_load(&utc, "UTC", &e) == 0);
	test("what a node waits for is said, and until when",
	    what_nodes_wait_for);
	test("runs of a node are counted by how they stand", runs_of_a_node);
	test("where a run comes from, and its values", origins);
	test("what could be typed about a run follows from how it stands",
	    commands);
	test("names of flows, and texts cut between characters", names);
	buf_free(&b);
	zone_free(&utc);
	return test_done();
}
