#include "flow/plan/plan.h"

#include <sys/stat.h>

#include "scratch.h"
#include "test.h"

static struct err e;

/* 0, or -1 with the first fault in e and all of them in told. */
static int
make(struct plan *p, const char *text, struct told *told)
{
	*told = (struct told){ 0 };
	return plan_make(p, "/flows/day.flow", span_str(text), told, &e);
}

static void
test_whole(void)
{
	static const char text[] =
	    "[node a]\nrun = x\nout = n int\n"
	    "[node b]\nafter = a if a.out.n > 5\nafter = c\nrun = x\n"
	    "every = 1m\ntimes = 3\nrepeat-until = b.status = differs\n"
	    "[node c]\nafter = a\nrun = x"; /* no LF */
	struct told told;
	struct plan p;

	EXPECT(make(&p, text, &told) == 0 && told.n == 0);
	EXPECT(
	    p.text.len == strlen(text) && !memcmp(p.text.p, text, p.text.len));
	EXPECT(p.edges[0].tests && !p.edges[1].tests && !p.edges[2].tests);
	EXPECT(!p.until[0].tests && p.until[1].tests && !p.until[2].tests);
	/* a leads to b by edge 0 and to c by edge 2, c to b by edge 1 */
	EXPECT(p.graph.child[0] == 0 && p.graph.child[1] == 2);
	EXPECT(p.graph.children[0] == 1 && p.down[0] == 0);
	EXPECT(p.graph.children[1] == 2 && p.down[1] == 2);
	EXPECT(p.graph.children[2] == 1 && p.down[2] == 1);
	plan_free(&p);
	told_free(&told);
}

static void
test_faults(void)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
		{ "[node a]\nrun = x\nafter = b\n",
		    "/flows/day.flow:3: after: there is no [node b]" },
		{ "[node a]\nrun = x\nafter = b\n[nodes]\nx = y\n[node "
		  "a]\ndelay = 0\n",
		    "/flows/day.flow:4: [nodes] is no section; there are "
		    "[flow], [param NAME], [node NAME], [schedule NAME], "
		    "[alarm] (and 2 more)" },
		{ "[node a]\nrun = x\n[node b]\nrun = x\nafter = a if a.out.n "
		  "> 1\n",
		    "/flows/day.flow:5: after: [node a] has no output \"n\"; "
		    "say out = n TYPE there" },
		{ "[param a]\ntype = word\n[node n]\nrun = x\n[node b]\nrun = "
		  "x\nafter = n if a = a\n",
		    "/flows/day.flow:7: after: the value a is a name, too; {a} "
		    "is what it stands for, and \"a\" in quotes is the text" },
		{ "", "/flows/day.flow: there is no node; say [node NAME]" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct told told;
		struct plan p;

		EXPECT(make(&p, rows[i].text, &told) == -1);
		EXPECT(e.status == ST_DATA && told.n > 0);
		EXPECT_STR(e.text, rows[i].says);
		told_free(&told);
	}
}

/* A condition of a megabyte, and one as long as may be. */
static void
test_long(void)
{
	static const char head[] =
	    "[node 下载]\nrun = x\nout = 金额 text\n[node b]\nrun = x\nafter = "
	    "下载 if 下载.out.金额 = \"";
	struct told told;
	struct plan p;
	struct buf b = { 0 };

	buf_str(&b, head);
	memset(buf_room(&b, 1 << 20), 'x', 1 << 20);
	b.len += 1 << 20;
	buf_str(&b, "\"\n");
	buf_byte(&b, '\0');
	EXPECT(make(&p, b.p, &told) == -1 && told.n == 1);
	EXPECT_STR(e.text,
	    "/flows/day.flow:6: after: a condition of 1048598 bytes; it has at "
	    "most 65536");
	told_free(&told);
	b.len = strlen(head) + 60000;
	buf_str(&b, "\"\n");
	buf_byte(&b, '\0');
	EXPECT(make(&p, b.p, &told) == 0 && p.edges[0].tests);
	plan_free(&p);
	told_free(&told);
	buf_free(&b);
}

static void
test_digest(void)
{
	char a[PLAN_DIGEST_CAP], b[PLAN_DIGEST_CAP];
	struct told told;
	struct plan p;

	plan_digest("/a", SPAN("x"), a);
	/* printf '/a\0x' | sha256sum */
	EXPECT_STR(a,
	    "abaf0a42bb0fa484521bccc61b17fe115a296e61"
	    "712fe2dd1652394216fa5f3c");
	plan_digest("/", SPAN("ax"), b);
	EXPECT(strcmp(a, b) != 0);
	plan_digest("/b", SPAN("x"), b);
	EXPECT(strcmp(a, b) != 0);
	EXPECT(make(&p, "[node a]\nrun = x\n", &told) == 0);
	plan_digest("/flows/day.flow", SPAN("[node a]\nrun = x\n"), b);
	EXPECT_STR(p.digest, b);
	plan_free(&p);
	told_free(&told);
}

static void
test_file(void)
{
	static const char text[] = "[node a]\nrun = x\n";
	struct told told = { 0 };
	struct plan p, same;

	scratch_write("day.flow", text, sizeof text - 1);
	chmod("day.flow", 0644);
	EXPECT(plan_read(&p, "day.flow", &told, &e) == 0);
	EXPECT(plan_make(&same, "day.flow", span_str(text), &told, &e) == 0);
	EXPECT_STR(p.digest, same.digest);
	plan_free(&p);
	plan_free(&same);
	chmod("day.flow", 0666);
	EXPECT(plan_read(&p, "day.flow", &told, &e) == -1);
	EXPECT_STR(e.text,
	    "day.flow: others can write it (mode 0666); chmod go-w makes it "
	    "safe");
	EXPECT(plan_read(&p, "none.flow", &told, &e) == -1);
	EXPECT_STR(e.text, "none.flow: No such file or directory");
	told_free(&told);
}

int
main(void)
{
	scratch_begin();
	test("a plan has the conditions of edges, and where they lead",
	    test_whole);
	test("what is wrong with the text is told", test_faults);
	test("a condition of a megabyte is refused", test_long);
	test("a digest is of path and text", test_digest);
	test("a file that others can write is refused", test_file);
	scratch_end();
	return test_done();
}
