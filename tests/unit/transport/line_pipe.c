#include "transport/line_pipe.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

static struct err e;
static int ends[2];

static void
make_pipe(void)
{
	if (pipe(ends))
		exit(2);
}

static void
put(const char *s)
{
	EXPECT(write(ends[1], s, strlen(s)) == (ssize_t)strlen(s));
}

static const char *
next(struct line_in *in)
{
	static char text[64];
	struct span line;
	int got = line_in_next(in, 10, &line, &e);

	snprintf(text, sizeof text, "%.*s", got == 1 ? (int)line.len : 4,
	    got == 1       ? line.p
		: got == 0 ? "none"
			   : "bad ");
	return text;
}

static void
in_pieces(void)
{
	struct line_in in = { 0 };

	make_pipe();
	in.fd = ends[0];
	EXPECT(line_in_read(&in, &e) == 0); /* nothing is there: no wait */
	EXPECT_STR(next(&in), "none");
	put("one\ntw");
	EXPECT(line_in_read(&in, &e) == 1);
	EXPECT_STR(next(&in), "one");
	EXPECT_STR(next(&in), "none");
	put("o\n\n");
	EXPECT(line_in_read(&in, &e) == 1);
	EXPECT_STR(next(&in), "two");
	EXPECT_STR(next(&in), "");
	EXPECT_STR(next(&in), "none");
	EXPECT(in.count == 3 && !in.ended);
	close(ends[1]);
	EXPECT(line_in_read(&in, &e) == 0 && in.ended);
	EXPECT_STR(next(&in), "none");
	close(ends[0]);
	line_in_free(&in);
}

static void
bad_ones(void)
{
	struct line_in in = { 0 };

	make_pipe();
	in.fd = ends[0];
	put("1\n0123456789\n0123456789x");
	EXPECT(line_in_read(&in, &e) == 1);
	EXPECT_STR(next(&in), "1");
	EXPECT_STR(next(&in), "0123456789");
	EXPECT_STR(next(&in), "bad ");
	EXPECT_STR(e.text, "more than 10 bytes");
	EXPECT(in.count == 3 && e.status == ST_DATA);
	line_in_free(&in);
	in = (struct line_in){ .fd = ends[0] };
	put("cut");
	close(ends[1]);
	EXPECT(line_in_read(&in, &e) == 1);
	EXPECT_STR(next(&in), "none"); /* its end may still come */
	EXPECT(line_in_read(&in, &e) == 0);
	EXPECT_STR(next(&in), "bad ");
	EXPECT_STR(e.text, "the end of the input cuts it off");
	EXPECT(e.status == ST_DATA);
	close(ends[0]);
	line_in_free(&in);
}

static void
never_waits(void)
{
	static char got[1 << 20];
	struct line_out out = { 0 };
	size_t n = 0, all = 500000;
	ssize_t r;

	make_pipe();
	out.fd = ends[1];
	for (size_t i = 0; i < all; i++)
		buf_byte(&out.bytes, (char)('a' + i % 23));
	while (n < all) {
		EXPECT(line_out_flush(&out, &e) == 0);
		r = read(ends[0], got + n, 10000);
		if (r <= 0)
			break;
		n += (size_t)r;
		EXPECT(line_out_left(&out) < all);
	}
	EXPECT(n == all && line_out_left(&out) == 0);
	n = 0;
	while (n < all && got[n] == (char)('a' + n % 23))
		n++;
	EXPECT(n == all); /* as it was written */
	close(ends[0]);
	buf_byte(&out.bytes, 'x');
	signal(SIGPIPE, SIG_IGN);
	EXPECT(line_out_flush(&out, &e) == -1);
	EXPECT_STR(e.text, "");
	close(ends[1]);
	line_out_free(&out);
}

int
main(void)
{
	test("lines come as they are whole, and nothing waits", in_pieces);
	test("a line that is too long, or cut off, is told", bad_ones);
	test("what a full pipe does not take is kept", never_waits);
	return test_done();
}
