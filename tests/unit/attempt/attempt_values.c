#include "attempt/attempt_values.h"

#include <errno.h>
#include <sys/stat.h>

#include "scratch.h"
#include "test.h"

static struct attempt_values v;
static struct span name, value;

static void
add_some(struct buf *b)
{
	attempt_values_add(b, "word", SPAN("a\tb\n\\\x01 c"));
	attempt_values_add(b, "word", SPAN(""));
	attempt_values_count(b, "count", 18446744073709551615u);
	attempt_values_count(b, "small", 7);
	attempt_values_end(b);
}

static bool
next_is(const char *want_name, struct span want)
{
	return attempt_values_next(&v, &name, &value) &&
	    span_eq(name, span_str(want_name)) && span_eq(value, want) &&
	    value.p[value.len] == '\0';
}

static void
round_trip(void)
{
	struct buf b = { 0 };

	add_some(&b);
	EXPECT(attempt_values_write(AT_FDCWD, "file", buf_span(&b)) == 0);
	EXPECT(scratch_holds("file",
	    "word\ta\\tb\\n\\\\\\x01 c\nword\t\ncount\t18446744073709551615\n"
	    "small\t7\nend\n"));
	EXPECT(attempt_values_read(&v, AT_FDCWD, "file") == ATTEMPT_WHOLE);
	EXPECT(next_is("word", SPAN("a\tb\n\\\x01 c")));
	EXPECT(next_is("word", SPAN("")));
	EXPECT(next_is("count", SPAN("18446744073709551615")));
	EXPECT(next_is("small", SPAN("7")));
	EXPECT(attempt_values_number(value) == 7);
	EXPECT(!attempt_values_next(&v, &name, &value));
	EXPECT(attempt_values_number(SPAN("-1")) == 0);
	EXPECT(attempt_values_number(SPAN("")) == 0);
	attempt_values_free(&v);
	EXPECT(scratch_files(1) == 1); /* no other is left beside it */
	buf_free(&b);
}

static void
cut(void)
{
	struct buf b = { 0 };

	add_some(&b);
	for (size_t n = 0; n < b.len; n++) {
		scratch_write("file", b.p, n);
		EXPECT(attempt_values_read(&v, AT_FDCWD, "file") ==
		    ATTEMPT_DAMAGED);
		EXPECT(!attempt_values_next(&v, &name, &value));
		attempt_values_free(&v);
	}
	scratch_write("file", "xend\n", 5); /* no line of its own */
	EXPECT(attempt_values_read(&v, AT_FDCWD, "file") == ATTEMPT_DAMAGED);
	attempt_values_free(&v);
	scratch_files(1);
	buf_free(&b);
}

static void
no_file(void)
{
	EXPECT(attempt_values_read(&v, AT_FDCWD, "file") == ATTEMPT_ABSENT);
	EXPECT(mkdir("file", 0700) == 0);
	EXPECT(attempt_values_read(&v, AT_FDCWD, "file") == ATTEMPT_DAMAGED);
	EXPECT(rmdir("file") == 0 && symlink("/etc/passwd", "file") == 0);
	EXPECT(attempt_values_read(&v, AT_FDCWD, "file") == ATTEMPT_DAMAGED);
	EXPECT(unlink("file") == 0 && mkfifo("file", 0600) == 0);
	EXPECT(attempt_values_read(&v, AT_FDCWD, "file") == ATTEMPT_DAMAGED);
	EXPECT(unlink("file") == 0);
	EXPECT(attempt_values_write(-1, "file", SPAN("end\n")) == -1);
	EXPECT(errno == EBADF);
	EXPECT(scratch_files(1) == 0);
}

int
main(void)
{
	scratch_begin();
	test("values are read as they were written", round_trip);
	test("a file that is cut anywhere is not read", cut);
	test("what is no file is neither followed nor waited for", no_file);
	scratch_end();
	return test_done();
}
