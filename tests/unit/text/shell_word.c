#include "text/shell_word.h"

#include <stdio.h>
#include <stdlib.h>

#include "scratch.h"
#include "test.h"

static struct buf b;

static const char *
word_of(const char *text)
{
	buf_clear(&b);
	shell_word_add(&b, span_str(text));
	buf_byte(&b, '\0');
	return b.p;
}

static void
plain(void)
{
	EXPECT_STR(word_of("/srv/flow-1/a_b.c"), "/srv/flow-1/a_b.c");
	EXPECT_STR(word_of("date=2026-11-30"), "date=2026-11-30");
}

static void
quoted(void)
{
	EXPECT_STR(word_of(""), "''");
	EXPECT_STR(word_of("a b"), "'a b'");
	EXPECT_STR(word_of("it's"), "'it'\\''s'");
	EXPECT_STR(word_of("~/flow"), "'~/flow'");
	EXPECT_STR(word_of("对账"), "'对账'");
	EXPECT_STR(word_of("$(id)"), "'$(id)'");
}

/* Every byte but NUL, and what a shell makes of it. */
static void
every_byte(void)
{
	struct buf command = { 0 };
	char text[256], got[257];
	FILE *pipe;
	size_t n;

	for (int i = 1; i < 256; i++)
		text[i - 1] = (char)i;
	text[255] = '\0';
	buf_printf(&command, "printf %%s %s%c", word_of(text), '\0');
	for (int i = 1; i < 256; i++) {
		char one[] = { (char)i, '\0' };

		command.len--;
		buf_printf(&command, " %s%c", word_of(one), '\0');
	}
	pipe = popen(command.p, "r");
	if (!pipe)
		scratch_die("popen");
	n = fread(got, 1, 255, pipe);
	EXPECT(n == 255 && !memcmp(got, text, 255));
	n = fread(got, 1, 256, pipe);
	EXPECT(n == 255 && !memcmp(got, text, 255));
	EXPECT(pclose(pipe) == 0);
	buf_free(&command);
}

int
main(void)
{
	test("a word that a shell takes as it stands is left so", plain);
	test("what means something to a shell is within quotes", quoted);
	test("a shell reads what was written, whatever byte it is", every_byte);
	buf_free(&b);
	return test_done();
}
