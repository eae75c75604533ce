#include <stdlib.h>

#include "stream/failure.h"
#include "test.h"

static void
is(const struct failure *f, enum status status, const char *program,
    const char *reason)
{
	EXPECT(f->status == status);
	EXPECT_STR(f->program, program);
	EXPECT_STR(f->reason, reason);
}

static struct failure *
take(struct failure *f, const char *line)
{
	EXPECT(failure_is_line(span_str(line)));
	return failure_take(f, span_str(line));
}

static void
lines(void)
{
	struct failure *f = take(NULL, "#failed\t75\trecon-clean\ta\\tb\\\\");

	is(f, ST_AGAIN, "recon-clean", "a\tb\\");
	f = take(f, "#failed\t2\tother\tc");
	is(f, ST_FAIL, "recon-clean", "a\tb\\");
	f = take(f, "#failed\t70\tother\tc");
	f = take(f, "#failed\t65\tother\tc");
	is(f, ST_BROKEN, "recon-clean", "a\tb\\");
	free(f);
	EXPECT(!failure_is_line(SPAN("#failed")));
	EXPECT(!failure_is_line(SPAN("#failed 75")));
}

static void
odd_lines(void)
{
	struct failure *f = take(NULL, "#failed\t");

	is(f, ST_DATA, "a stage", "no reason is told");
	free(f);
	f = take(NULL, "#failed\t0\tp\t\\q");
	is(f, ST_DATA, "p", "\\q");
	free(f);
}

static void
joined(void)
{
	struct failure *f = take(NULL, "#failed\t75\ta\tx");

	EXPECT(failure_join(NULL, NULL) == NULL);
	EXPECT(failure_join(NULL, f) == f && failure_join(f, NULL) == f);
	f = failure_join(take(NULL, "#failed\t2\tb\ty"), f);
	is(f, ST_FAIL, "b", "y");
	free(f);
}

/* Every length, of bytes that escape and characters of three. */
static void
written(void)
{
	for (size_t n = 0; n < 600; n++) {
		struct buf b = { 0 }, reason = { 0 };
		struct failure *f;

		for (size_t i = 0; i < n; i++)
			buf_str(&reason, n % 2 ? "\\" : "\u4e00");
		buf_byte(&reason, '\0');
		failure_format(&b, ST_DATA, "p", reason.p);
		EXPECT(b.len <= strlen("#failed\t65\tp\t\n") + 500);
		b.p[b.len - 1] = '\0';
		f = take(NULL, b.p);
		if (n)
			EXPECT(*f->reason &&
			    !strncmp(f->reason, reason.p, strlen(f->reason)));
		else
			EXPECT_STR(f->reason, "-");
		EXPECT(n % 2 || strlen(f->reason) % 3 == (n == 0));
		free(f);
		buf_free(&b);
		buf_free(&reason);
	}
}

int
main(void)
{
	test("the first reason stays, the worst status counts", lines);
	test(
	    "a line that is not as it should be still is a failure", odd_lines);
	test("what pieces met is joined in their order", joined);
	test("a reason is escaped, and cut between characters", written);
	return test_done();
}
