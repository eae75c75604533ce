#include <stdlib.h>

#include "key/columns.h"
#include "key/sign_column.h"
#include "scratch.h"
#include "test.h"

static const struct stream_rules lenient;

static struct table_in
table(const char *text)
{
	struct table_in t;
	struct err e;

	scratch_write("in", text, strlen(text));
	EXPECT(table_open(&t, "in", &lenient, &e) == 0);
	return t;
}

/* "name>label" of each, a minus before it, joined by blanks. */
static const char *
list(const char *text, enum columns_form form)
{
	static char got[200];
	struct columns c = { 0 };
	static struct err e;
	size_t n = 0;

	if (columns_add(&c, text, form, &e)) {
		columns_free(&c);
		return e.text;
	}
	for (size_t i = 0; i < c.n; i++) {
		EXPECT(c.list[i].label_len == strlen(c.list[i].label));
		n += (size_t)snprintf(got + n, sizeof got - n, "%s%s%s>%s",
		    i ? " " : "", c.list[i].negative ? "-" : "", c.list[i].name,
		    c.list[i].label);
	}
	columns_free(&c);
	return got;
}

static void
lists(void)
{
	EXPECT_STR(list("a", COLUMNS_PLAIN), "a>a");
	EXPECT_STR(list("a, b ,c", COLUMNS_PLAIN), "a>a b>b c>c");
	EXPECT_STR(list("a\\,b,c\\\\", COLUMNS_PLAIN), "a,b>a,b c\\\\>c\\\\");
	EXPECT_STR(list("-a,x=y", COLUMNS_PLAIN), "-a>-a x=y>x=y");
	EXPECT_STR(list("in,-out", COLUMNS_SIGNED), "in>in -out>out");
	EXPECT_STR(list("in, -out", COLUMNS_SIGNED), "in>in -out>out");
	EXPECT_STR(list("-", COLUMNS_SIGNED), "->-");
	EXPECT_STR(list("a,x=b,y=c=d", COLUMNS_LABELED), "a>a b>x c=d>y");
	EXPECT_STR(list("a,,b", COLUMNS_PLAIN), "\"a,,b\": an empty name");
	EXPECT_STR(list("", COLUMNS_PLAIN), "\"\": an empty name");
	EXPECT_STR(list("=b", COLUMNS_LABELED), "\"=b\": an empty name");
	EXPECT_STR(list("b=", COLUMNS_LABELED), "\"b=\": an empty name");
}

static void
places(void)
{
	struct table_in t = table("x\ta\\tb\t\\x23no\n1\t2\t3\n");
	struct columns c = { 0 };
	struct err e;

	EXPECT(columns_add(&c, "#no,a\tb,x", COLUMNS_PLAIN, &e) == 0);
	EXPECT(columns_bind(&c, &t, &e) == 0);
	EXPECT(c.list[0].place == 2 && c.list[1].place == 1 &&
	    c.list[2].place == 0);
	columns_free(&c);
	EXPECT(columns_add(&c, "x,y", COLUMNS_PLAIN, &e) == 0);
	EXPECT(columns_bind(&c, &t, &e) == -1 && e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "in:1: no column \"y\"; there are: x, a\\tb, "
	    "\\x23no");
	columns_free(&c);
	table_close(&t);
}

static void
twice(void)
{
	struct table_in t = table("a\tb\ta\n");
	struct columns c = { 0 };
	struct err e;

	EXPECT(columns_add(&c, "a", COLUMNS_PLAIN, &e) == 0);
	EXPECT(columns_bind(&c, &t, &e) == -1 && e.status == ST_DATA);
	EXPECT_STR(e.text, "in:1: two columns are named \"a\"");
	columns_free(&c);
	table_close(&t);
}

static void
many(void)
{
	char text[6000];
	struct table_in t;
	struct columns c = { 0 };
	struct err e;
	size_t n = 0;

	for (int i = 0; i < 500; i++)
		n += (size_t)snprintf(
		    text + n, sizeof text - n, "%scol%d", i ? "\t" : "", i);
	t = table(strcat(text, "\n"));
	EXPECT(columns_add(&c, "x", COLUMNS_PLAIN, &e) == 0);
	EXPECT(columns_bind(&c, &t, &e) == -1);
	EXPECT(strlen(e.text) < 900);
	columns_free(&c);
	table_close(&t);
}

static void
cell_errors(void)
{
	struct columns c = { 0 };
	struct err e;

	EXPECT(columns_add(&c, "amount", COLUMNS_PLAIN, &e) == 0);
	err_set(&e, ST_DATA, "is not an amount");
	EXPECT(column_err(c.list, SPAN("x\r"), &e) == -1);
	EXPECT_STR(e.text, "amount: \"x\\x0d\" is not an amount");
	err_set(&e, ST_DATA, "is empty");
	column_err(c.list, SPAN("-"), &e);
	EXPECT_STR(e.text, "amount: is empty");
	columns_free(&c);
}

static void
directions(void)
{
	struct sign_column d = { 0 };
	struct err e;

	EXPECT(sign_column_parse(&d, "收/支=收入,中性/支出", &e) == 0);
	EXPECT_STR(d.column.list->name, "收/支");
	EXPECT(sign_column_of(&d, SPAN("中性")) == 1);
	EXPECT(sign_column_of(&d, SPAN("支出")) == -1);
	EXPECT(sign_column_parse(&d, "way=in, back/out,a\tb", &e) == 0);
	EXPECT_STR(d.column.list->name, "way");
	EXPECT(sign_column_of(&d, SPAN("in")) == 1);
	EXPECT(sign_column_of(&d, SPAN("back")) == 1);
	EXPECT(sign_column_of(&d, SPAN("out")) == -1);
	EXPECT(sign_column_of(&d, SPAN("a\\tb")) == -1);
	EXPECT(sign_column_of(&d, SPAN("")) == 0);
	EXPECT(sign_column_of(&d, SPAN("In")) == 0);
	EXPECT(sign_column_of(&d, SPAN("in ")) == 0);
	EXPECT(sign_column_parse(&d, "x=a/b", &e) == 0); /* in its place */
	EXPECT(sign_column_of(&d, SPAN("in")) == 0 &&
	    sign_column_of(&d, SPAN("b")) == -1);
	sign_column_free(&d);
}

static void
no_directions(void)
{
	static const char *const bad[] = { "", "a", "a=", "a=b", "a=b/", "a=/b",
		"=a/b", "a,b=c/d", "a/b", "a=b,/c" };
	char want[100];
	struct err e;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct sign_column d = { 0 };

		EXPECT(sign_column_parse(&d, bad[i], &e) == -1);
		snprintf(want, sizeof want,
		    "\"%s\" is not COLUMN=VALUES/VALUES", bad[i]);
		EXPECT_STR(e.text, want);
		sign_column_free(&d);
	}
}

int
main(void)
{
	scratch_begin();
	test("a list is names, with what may stand before them", lists);
	test("columns are found by the bytes of their names", places);
	test("a name that two columns have is refused", twice);
	test("the columns of a wide table are not all told", many);
	test(
	    "an error about a cell names its column and shows it", cell_errors);
	test("a column's values say which way an amount goes", directions);
	test("other texts are no directions", no_directions);
	scratch_end();
	return test_done();
}
