/* Patterns made of lines. */
#include "explain/words/profile_pattern.h"
#include "test.h"
#include "text/pattern.h"

/* Does the pattern of one line match another? */
static bool
fits(bool line, const char *from, const char *text)
{
	struct buf b = { 0 };
	struct pattern p;
	struct err e;
	int r;

	buf_byte(&b, '^');
	(line ? profile_pattern_put_line : profile_pattern_put)(
	    &b, span_str(from));
	buf_byte(&b, '$');
	EXPECT(pattern_open(&p, buf_span(&b), &e) == 0);
	r = pattern_match(&p, span_str(text), &e);
	pattern_close(&p);
	buf_free(&b);
	return r == 1;
}

static void
digits(void)
{
	EXPECT(fits(false, "Total 12 (net)", "Total 345 (net)"));
	EXPECT(fits(false, "a.b*c", "a.b*c") && !fits(false, "a.b*c", "axb*c"));
	EXPECT(!fits(false, "Total 12", "Total 1.2"));
}

static void
lines(void)
{
	EXPECT(fits(true, "收入：2笔 17.50元", "收入：12笔 1,217.50元"));
	EXPECT(fits(true, "Total,,\"1,017.50\",3", "Total,,17.50,1234"));
	EXPECT(fits(true, "on 2022-11-01 at 10:20", "on 2023-01-31 at 9:05"));
	EXPECT(fits(true, "Sum:    5", "Sum:  -5.00"));
	EXPECT(!fits(true, "Total 5", "Totals 5"));
	EXPECT(!fits(true, "a (b) 1", "a b 1"));
}

int
main(void)
{
	test("other digits fit, other text does not", digits);
	test("of a line other numbers, dates, quotes and blanks fit", lines);
	return test_done();
}
