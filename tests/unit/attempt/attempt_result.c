#include "attempt/attempt_result.h"

#include "scratch.h"
#include "test.h"

static struct attempt_result r;

static enum attempt_file
read_text(const char *text)
{
	scratch_write("result", text, strlen(text));
	return attempt_result_read(&r, AT_FDCWD);
}

static void
round_trip(void)
{
	const struct attempt_result all = { "id-1", ATTEMPT_TIMEOUT, -1, 9,
		"in\tits words", 1796004223387, 1796004225392, 2005, 17, 4364,
		{ 68719476736, 1 }, 3 };
	const struct attempt_result other = {
		.id = "i", .why = ATTEMPT_NOT_STARTED, .status = 127
	};
	struct buf b = { 0 };

	attempt_result_add(&b, &all);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p,
	    "attempt\tid-1\nwhy\ttimeout\nsignal\t9\nreason\tin\\tits words\n"
	    "started\t1796004223387\nended\t1796004225392\nseconds\t2.005\n"
	    "cpu\t0.017\nrss\t4364\nstdout\t68719476736\nstderr\t1\nkilled\t3\n"
	    "end\n");
	EXPECT(read_text(b.p) == ATTEMPT_WHOLE);
	EXPECT_STR(r.id, all.id);
	EXPECT_STR(r.reason, all.reason);
	EXPECT(r.why == all.why && r.status == -1 && r.signal == 9);
	EXPECT(r.started_ms == all.started_ms && r.ended_ms == all.ended_ms);
	EXPECT(r.elapsed_ms == 2005 && r.cpu_ms == 17 && r.rss_kib == 4364);
	EXPECT(r.output[0] == all.output[0] && r.output[1] == 1);
	EXPECT(r.killed == 3);
	buf_clear(&b);
	attempt_result_add(&b, &other);
	buf_byte(&b, '\0');
	EXPECT(read_text(b.p) == ATTEMPT_WHOLE);
	EXPECT(r.why == ATTEMPT_NOT_STARTED && r.status == 127 && !r.signal);
	buf_free(&b);
}

/* A later shim may say more. */
static void
unknown_lines(void)
{
	EXPECT(read_text("why\texited\nexit\t0\nweather\tfine\nend\n") ==
	    ATTEMPT_WHOLE);
}

static void
refused(void)
{
	static const char *const texts[] = { "end\n", "why\texited\nend\n",
		"exit\t0\nend\n", "why\texited\nexit\t256\nend\n",
		"why\texited\nexit\t0\nsignal\t9\nend\n",
		"why\tlost\nexit\t0\nend\n", "why\texited\nexit\t0\n", "" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		EXPECT(read_text(texts[i]) == ATTEMPT_DAMAGED);
		EXPECT(r.status == -1 && r.why == ATTEMPT_EXITED);
	}
	unlink("result");
	EXPECT(attempt_result_read(&r, AT_FDCWD) == ATTEMPT_ABSENT);
}

int
main(void)
{
	scratch_begin();
	test("a result is read as it was written", round_trip);
	test("what a result says besides does no harm", unknown_lines);
	test("a result that does not say how it ended is none", refused);
	scratch_end();
	return test_done();
}
