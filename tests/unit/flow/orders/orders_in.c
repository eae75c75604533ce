#include "flow/orders/orders_in.h"

#include <sys/stat.h>

#include "base/mem.h"
#include "flow/orders/orders.h"
#include "scratch.h"
#include "test.h"

static struct orders_in in;
static struct err e;

/* Puts an order of these words; the name of its file. */
static const char *
put(const char *const *words)
{
	static char name[ORDERS_NAME_CAP];
	struct buf b = { 0 };

	for (; *words; words++)
		orders_word(&b, span_str(*words));
	orders_end(&b);
	EXPECT(orders_put(".", buf_span(&b), name, &e) == 0);
	buf_free(&b);
	return name;
}

#define PUT(...) put((const char *const[]){ __VA_ARGS__, NULL })

static void
begin(void)
{
	struct buf path = { 0 };

	EXPECT(orders_make(".", &path, &e) == 0);
	EXPECT(orders_in_open(&in, ".", &e) == 0);
	buf_free(&path);
}

static void
end(void)
{
	orders_in_close(&in);
	if (system("rm -rf orders one"))
		scratch_die("rm");
}

/* The answer to the file of that name, or "none". */
static const char *
answer_of(const char *name)
{
	static struct buf b;

	buf_clear(&b);
	if (orders_answer(".", name, &b, &e) != 1)
		return "none";
	buf_byte(&b, '\0');
	return b.p;
}

static void
whole_way(void)
{
	const char *name;
	struct orders_taken o;

	begin();
	EXPECT(!orders_in_next(&in, &o));
	name = PUT("start", "a b\t\\", "", "x=1\n2");
	EXPECT(orders_in_next(&in, &o));
	EXPECT(o.words->n == 4 && !o.words->argv[4]);
	EXPECT_STR(o.words->argv[0], "start");
	EXPECT_STR(o.words->argv[1], "a b\t\\");
	EXPECT_STR(o.words->argv[2], "");
	EXPECT_STR(o.words->argv[3], "x=1\n2");
	EXPECT(o.uid == geteuid());
	EXPECT(o.groups != NULL);
	EXPECT_STR(answer_of(name), "none");
	orders_in_answer(&in, o.id, ST_FAIL, SPAN("no\tway"));
	EXPECT_STR(answer_of(name), "2\tno\\tway\n");
	EXPECT_STR(answer_of(name), "none");
	EXPECT(!orders_in_next(&in, &o));
	end();
}

static void
several(void)
{
	struct buf b = { 0 }, ids = { 0 };
	char name[ORDERS_NAME_CAP];
	struct orders_taken o;
	enum status status;
	struct span lines;
	size_t at = 0;

	begin();
	for (int i = 0; i < 3; i++) {
		char n[2] = { (char)('a' + i), '\0' };

		orders_word(&b, span_str(n));
		orders_end(&b);
	}
	EXPECT(orders_put(".", buf_span(&b), name, &e) == 0);
	while (orders_in_next(&in, &o)) {
		buf_str(&ids, o.id);
		buf_byte(&ids, '\0');
	}
	/* answered in another order than they were given */
	orders_in_answer(
	    &in, ids.p + 2 * (strlen(ids.p) + 1), ST_OK, SPAN("3"));
	orders_in_answer(&in, ids.p, ST_OK, SPAN("1"));
	orders_in_answer(&in, ids.p, ST_FAIL, SPAN("again"));
	EXPECT_STR(answer_of(name), "none");
	orders_in_answer(&in, ids.p + strlen(ids.p) + 1, ST_DATA, SPAN("2"));
	buf_clear(&b);
	EXPECT(orders_answer(".", name, &b, &e) == 1);
	lines = buf_span(&b);
	buf_clear(&ids);
	while (orders_answer_next(&lines, &status, &ids)) {
		EXPECT(status == (at == 1 ? ST_DATA : ST_OK));
		at++;
	}
	EXPECT(at == 3 && span_eq(buf_span(&ids), SPAN("123")));
	buf_free(&b);
	buf_free(&ids);
	end();
}

static void
crash(void)
{
	struct orders_taken o;
	char id[96], *name;

	begin();
	name = mem_dup(span_str(PUT("hold", "1")));
	EXPECT(orders_in_next(&in, &o));
	snprintf(id, sizeof id, "%s", o.id);
	orders_in_close(&in);
	EXPECT(orders_in_open(&in, ".", &e) == 0);
	EXPECT(orders_in_next(&in, &o)); /* it comes again, known by its id */
	EXPECT_STR(o.id, id);
	orders_in_answer(&in, o.id, ST_OK, SPAN(""));
	EXPECT_STR(answer_of(name), "0\t\n");
	free(name);
	end();
}

/* Answered, and the file of the order not yet taken away. */
static void
both_there(void)
{
	struct orders_taken o;
	struct buf path = { 0 };
	const char *name;

	begin();
	name = PUT("hold", "1");
	buf_printf(&path, "orders/%s.answer%c", name, '\0');
	scratch_write(path.p, "0\t\n", 3);
	EXPECT(!orders_in_next(&in, &o));
	EXPECT(access(path.p, F_OK) == 0);
	buf_clear(&path);
	buf_printf(&path, "orders/%s.order%c", name, '\0');
	EXPECT(access(path.p, F_OK) != 0);
	buf_free(&path);
	end();
}

static void
none(void)
{
	struct orders_taken o;

	begin();
	scratch_write("orders/a.order", "hello\n", 6);
	scratch_write("orders/b.order", "recon-flow 1\n", 13);
	scratch_write("orders/c.order", "recon-flow 1\nhold\t1", 19);
	scratch_write("orders/d.order", "recon-flow 1\nhold\t\\q\n", 21);
	scratch_write("orders/e.order", "recon-flow 1\nhold\t\\x00\n", 23);
	scratch_write("one", "recon-flow 1\nhold\t1\n", 20);
	EXPECT(link("one", "orders/f.order") == 0);
	EXPECT(symlink("../one", "orders/g.order") == 0);
	EXPECT(mkfifo("orders/h.order", 0600) == 0);
	orders_in_close(&in);
	EXPECT(orders_in_open(&in, ".", &e) == 0);
	EXPECT(!orders_in_next(&in, &o));
	EXPECT_STR(answer_of("a"), "65\t./orders/a.order: no orders\n");
	EXPECT_STR(answer_of("b"), "65\t./orders/b.order: no orders\n");
	EXPECT_STR(answer_of("c"), "65\t./orders/c.order: no orders\n");
	EXPECT_STR(answer_of("d"), "65\tthis is no order\n");
	EXPECT_STR(answer_of("e"), "65\tthis is no order\n");
	EXPECT_STR(answer_of("f"),
	    "65\t./orders/f.order: it has another name, too; whose order it "
	    "is cannot be known\n");
	EXPECT(!strncmp(answer_of("g"), "65\t", 3));
	EXPECT_STR(answer_of("h"), "65\t./orders/h.order: it is no file\n");
	EXPECT(!orders_in_next(&in, &o));
	end();
}

static void
taken_away(void)
{
	struct orders_taken o;
	struct buf path = { 0 };

	begin();
	EXPECT(!orders_in_next(&in, &o));
	if (system("rm -r orders"))
		scratch_die("rm");
	EXPECT(!orders_in_next(&in, &o) && in.changes >= 0);
	PUT("hold", "1");
	EXPECT(orders_in_next(&in, &o) && !strcmp(o.words->argv[0], "hold"));
	if (system("mv orders one"))
		scratch_die("mv");
	EXPECT(orders_make(".", &path, &e) == 0);
	PUT("go", "1");
	EXPECT(orders_in_next(&in, &o) && !strcmp(o.words->argv[0], "go"));
	buf_free(&path);
	end();
}

static void
modes(void)
{
	struct buf path = { 0 };
	struct stat st;

	EXPECT(mkdir("ours", 0700) == 0 && mkdir("shared", 0700) == 0);
	EXPECT(chmod("shared", 02770) == 0);
	EXPECT(orders_make("ours", &path, &e) == 0);
	EXPECT(stat("ours/orders", &st) == 0 && (st.st_mode & 07777) == 0700);
	buf_clear(&path);
	EXPECT(orders_make("shared", &path, &e) == 0);
	EXPECT_STR(path.p, "shared/orders");
	EXPECT(
	    stat("shared/orders", &st) == 0 && (st.st_mode & 07777) == 03770);
	buf_clear(&path);
	EXPECT(orders_make("absent", &path, &e) == -1 && e.status == ST_FAIL);
	buf_free(&path);
	if (system("rm -rf ours shared"))
		scratch_die("rm");
}

int
main(void)
{
	scratch_begin();
	test("an order is taken as it was given, and answered once", whole_way);
	test("of several orders of a file each has its answer, in their order",
	    several);
	test("what was not answered comes again under its id", crash);
	test("what was answered does not come again", both_there);
	test("files that are no orders are answered and go, whatever they are",
	    none);
	test("a directory that is taken away is made, and looked at, again",
	    taken_away);
	test("the directory is open to those who may write into the store's",
	    modes);
	scratch_end();
	return test_done();
}
