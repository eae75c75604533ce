#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/err.h"
#include "test.h"

static void
text(void)
{
	struct err e;

	EXPECT(err_set(&e, ST_DATA, "%d of %s", 3, "four") == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "3 of four");
	errno = ENOENT;
	EXPECT(err_sys(&e, ST_FAIL, "bill.csv") == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "bill.csv: No such file or directory");
}

static void
place(void)
{
	struct err e;

	err_set(&e, ST_DATA, "bad");
	EXPECT(err_at(&e, "a.csv", 12) == -1);
	EXPECT_STR(e.text, "a.csv:12: bad");
	err_at(&e, "b", 0);
	EXPECT_STR(e.text, "b: a.csv:12: bad");
	err_set(&e, ST_DATA, "bad");
	err_at(&e, "x", UINT64_MAX);
	EXPECT_STR(e.text, "x:18446744073709551615: bad");
}

static void
control_bytes(void)
{
	struct err e;

	err_set(&e, ST_DATA, "no column \"a\rb\x1b[31m\"");
	EXPECT_STR(e.text, "no column \"a\\x0db\\x1b[31m\"");
	err_at(&e, "x\ny", 1);
	EXPECT_STR(e.text, "x\\x0ay:1: no column \"a\\x0db\\x1b[31m\"");
}

static void
beyond_ascii(void)
{
	struct err e;

	err_set(&e, ST_DATA,
	    "\xc2\x9b"
	    "1m\xe2\x80\xae\xff 订单 é");
	EXPECT_STR(e.text, "\\xc2\\x9b1m\\xe2\\x80\\xae\\xff 订单 é");
	EXPECT_STR(excerpt(SPAN("\x7f\xc2\x9b订\xe2\x81\xa6")).s,
	    "\\x7f\\xc2\\x9b订\\xe2\\x81\\xa6");
}

/* A cut within a character would leave what is none. */
static void
long_chinese(void)
{
	char text[2000];
	struct err e;

	for (size_t shift = 0; shift < 3; shift++) {
		size_t n;

		memset(text, 'a', shift);
		for (size_t i = 0; i < 600; i++)
			memcpy(text + shift + i * 3, "订", 4);
		err_set(&e, ST_DATA, "%s", text);
		n = strlen(e.text);
		EXPECT(n > 1000 && (n - shift) % 3 == 0);
		EXPECT(!strchr(e.text, '\\'));
	}
}

static void
long_text(void)
{
	char *name = malloc(5000);
	struct err e;

	memset(name, 'n', 4999);
	name[4999] = '\0';
	err_set(&e, ST_DATA, "%s", name);
	EXPECT(strlen(e.text) == ERR_CAP - 1);
	err_at(&e, name, 7);
	EXPECT(strlen(e.text) == ERR_CAP - 1);
	errno = ENOENT;
	err_sys(&e, ST_FAIL, "%s", name);
	EXPECT(strlen(e.text) == ERR_CAP - 1);
	free(name);
}

static void
excerpts(void)
{
	char many[300];
	struct excerpt x;

	EXPECT_STR(excerpt(SPAN("a\tb\r\x7f\0z")).s, "a\\x09b\\x0d\\x7f\\x00z");
	EXPECT_STR(excerpt((struct span){ 0 }).s, "");
	memset(many, 'a', sizeof many);
	x = excerpt((struct span){ many, sizeof many });
	EXPECT(strlen(x.s) < sizeof x.s);
	EXPECT(!strcmp(x.s + strlen(x.s) - 4, "a..."));
	memset(many, 1, sizeof many);
	x = excerpt((struct span){ many, sizeof many });
	EXPECT(strlen(x.s) < sizeof x.s);
}

static void
whole_characters(void)
{
	char text[600] = "";
	struct excerpt x;

	for (size_t shift = 0; shift < 3; shift++) {
		size_t n;

		memset(text, 'a', shift);
		for (size_t i = 0; i < 150; i++)
			memcpy(text + shift + i * 3, "订", 3);
		x = excerpt((struct span){ text, shift + 450 });
		n = strlen(x.s);
		EXPECT(n > 100 && !strcmp(x.s + n - 3, "..."));
		EXPECT((n - 3 - shift) % 3 == 0);
	}
}

int
main(void)
{
	test("an error has a status and a text", text);
	test("the place goes before the text", place);
	test("control bytes are shown, a message is one line", control_bytes);
	test("so are those beyond ASCII, and marks of direction", beyond_ascii);
	test("a long text is cut", long_text);
	test("and between two characters", long_chinese);
	test("an excerpt shows control bytes and is short", excerpts);
	test("an excerpt ends between two characters", whole_characters);
	return test_done();
}
