#include "flow/world/world_out_file.h"

#include "scratch.h"
#include "test.h"

static struct err e;
static struct buf got;

static void
take(void *arg, struct span name, struct span value)
{
	(void)arg;
	buf_add(&got, name);
	buf_byte(&got, '=');
	buf_add(&got, value);
	buf_byte(&got, ';');
}

/* What is taken of this file: as "NAME=VALUE;...", or the error. */
static const char *
outs(const char *text, size_t len)
{
	scratch_write("out", text, len);
	buf_clear(&got);
	if (world_out_file(".", take, NULL, &e))
		return e.text;
	buf_byte(&got, '\0');
	return got.p;
}

#define OUTS(text) outs(text, sizeof(text) - 1)

static void
taken(void)
{
	EXPECT_STR(OUTS(""), "");
	EXPECT_STR(OUTS("a\t1\n"), "a=1;");
	EXPECT_STR(OUTS("a\t\nb.c\tx\\ty\\\\\n"), "a=;b.c=x\ty\\;");
	EXPECT_STR(OUTS("a\t1\na\t2\n"), "a=1;a=2;");
}

static void
refused(void)
{
	EXPECT_STR(OUTS("a\t1\nb\n"), "outputs:2: it is no NAME, TAB, VALUE");
	EXPECT_STR(OUTS("\t1\n"), "outputs:1: it is no NAME, TAB, VALUE");
	EXPECT_STR(OUTS("a\t\\q\n"),
	    "outputs:1: \"a\": a backslash that escapes nothing");
	EXPECT_STR(OUTS("a\t\\x00\n"), "outputs:1: \"a\": a NUL is in it");
	EXPECT_STR(
	    OUTS("a\t1\nb\t2"), "the last line has no end: it may be cut");
	EXPECT(e.status == ST_DATA);
}

static void
absent(void)
{
	unlink("out");
	EXPECT(world_out_file(".", take, NULL, &e) == 0);
	EXPECT(symlink("/etc/passwd", "out") == 0);
	EXPECT(world_out_file(".", take, NULL, &e) == -1);
	unlink("out");
}

/* The last line of a file of this text. */
static const char *
last(const char *text)
{
	scratch_write("stderr", text, strlen(text));
	buf_clear(&got);
	world_last_line(".", "stderr", &got);
	buf_byte(&got, '\0');
	return got.p;
}

static void
last_lines(void)
{
	char long_line[700];

	EXPECT_STR(last(""), "");
	EXPECT_STR(last("\n \n"), "");
	EXPECT_STR(last("one\ntwo\n\n"), "two");
	EXPECT_STR(last("one"), "one");
	memset(long_line, 'x', sizeof long_line);
	memcpy(long_line + 397, "\346\227\245", 3);
	long_line[sizeof long_line - 1] = '\0';
	EXPECT(strlen(last(long_line)) == 299);
	buf_clear(&got);
	world_last_line(".", "absent", &got);
	EXPECT(got.len == 0);
}

int
main(void)
{
	scratch_begin();
	test("lines are outputs, unescaped", taken);
	test("a line that is none is told with its number", refused);
	test("no file is no outputs, and a link is not followed", absent);
	test("the last line with anything in it, or its end", last_lines);
	scratch_end();
	buf_free(&got);
	return test_done();
}
