/* close_balances, by a table of openings, postings and what comes of them; and
 * by chance, beside a slow twin. With operands OPENING POSTINGS DATE OUTPUT it
 * closes these. */
#include "cut/balance/close_balances.h"

#include "scratch.h"
#include "test.h"

static int
close_files(const char *opening, const char *postings, const char *date,
    const char *to, struct close_told *told, struct err *e)
{
	struct close_wish w = { .opening = opening, .postings = postings };

	if (!date_parse(span_str(date), &w.to.date))
		scratch_die(date);
	w.to.output = to;
	w.rules.allow_empty = true;
	return close_balances(&w, told, e);
}

enum { BEFORE = 3, BEHIND = 50 }; /* accounts beside those looked at */

/* What stands at the begin or near the end of an input is read in another way than
 * the rest. */
static void
add_more(struct buf *b, char first, int n, const char *amount, const char *date)
{
	for (int i = 0; i < n; i++)
		buf_printf(
		    b, "%c%02d\t%s\tCNY\tL\t%s\n", first, i, amount, date);
}

/* The text, alone or in the midst of others. */
static void
put_text(struct buf *b, const char *text, bool more, const char *amount,
    const char *date)
{
	if (more)
		add_more(b, '0', BEFORE, amount, date);
	buf_str(b, text);
	if (more)
		add_more(b, '~', BEHIND, amount, date);
}

static void
write_text(const char *name, const char *text, bool more, const char *date)
{
	struct buf b = { 0 };

	put_text(&b, text, more, "1.00", date);
	scratch_write(name, b.p ? b.p : "", b.len);
	buf_free(&b);
}

/* The error, its line as far behind as others are before it. */
static void
expect_error(const struct err *e, const char *want, bool more)
{
	const char *colon = strchr(want, ':');
	unsigned line;
	char text[ERR_CAP];

	snprintf(text, sizeof text, "%s", want);
	if (more && colon && sscanf(colon, ":%u:", &line) == 1)
		snprintf(text, sizeof text, "%.*s:%u%s", (int)(colon - want),
		    want, line + BEFORE, strchr(colon + 1, ':'));
	EXPECT_STR(e->text, text);
	EXPECT(e->status == ST_DATA);
	EXPECT(scratch_files(1) == 2);
}

static void
becomes_so(
    const char *opening, const char *postings, const char *want, bool more)
{
	struct buf lines = { 0 };
	struct close_told told;
	struct err e;
	char *got, *data;

	write_text("opening", opening, more, "2026-11-27");
	write_text("postings", postings, more, "2026-11-28");
	if (close_files(
		"opening", "postings", "2026-11-28", "closing", &told, &e)) {
		expect_error(&e, want, more);
		return;
	}
	put_text(&lines, want, more, "2.00", "2026-11-28");
	buf_byte(&lines, '\0');
	got = scratch_read("closing");
	data = got + strlen("#recon record 2\n");
	*strstr(data, "#total") = '\0';
	EXPECT_STR(data, lines.p);
	free(got);
	buf_free(&lines);
	scratch_files(1);
}

/* Of these two texts, closed with 2026-11-28, comes this text, but for its
 * control lines; or this error. */
static void
becomes(const char *opening, const char *postings, const char *want)
{
	becomes_so(opening, postings, want, false);
	becomes_so(opening, postings, want, true);
}

static void
plain(void)
{
	becomes("a\t1.00\tCNY\tL\t2026-11-27\nb\t2.50\tCNY\tL\t2026-11-27\n",
	    "a\t-3.00\tCNY\tL\t2026-11-28\na\t0.50\tCNY\tL\t2026-11-28\n",
	    "a\t-1.50\tCNY\tL\t2026-11-28\nb\t2.50\tCNY\tL\t2026-11-28\n");
	becomes("", "", "");
	becomes("a\t0.00\tCNY\tR\t-\n", "", "a\t0.00\tCNY\tR\t2026-11-28\n");
	becomes("", "a\t1.00\tCNY\tL\t-\na\t2.00\tCNY\tL\t-\n",
	    "a\t3.00\tCNY\tL\t2026-11-28\n");
}

static void
carried(void)
{
	becomes("a\t1.00\tCNY\tL\t-\tname=Xu\tn=1\nb\t1.00\tCNY\tL\t-\tn=3"
		"\tname=Li\n",
	    "a\t1.00\tCNY\tL\t-\tid=7\nc\t1.00\tCNY\tL\t-\tid=7\n",
	    "a\t2.00\tCNY\tL\t2026-11-28\tname=Xu\tn=1\n"
	    "b\t1.00\tCNY\tL\t2026-11-28\tname=Li\n"
	    "c\t1.00\tCNY\tL\t2026-11-28\n");
}

static void
currencies(void)
{
	becomes("a\t1.00\tCNY\tL\t-\tx=1\na\t5\tJPY\tR\t-\tx=2\n",
	    "a\t-1\tJPY\tR\t-\na\t9.00\tCNY\tL\t-\na\t9.00\tUSD\tL\t-\n",
	    "a\t10.00\tCNY\tL\t2026-11-28\tx=1\n"
	    "a\t4\tJPY\tR\t2026-11-28\tx=2\n"
	    "a\t9.00\tUSD\tL\t2026-11-28\n");
	becomes("a\t1.00\tCNY\tL\t-\n", "a\t2.00\tUSD\tL\t-\n",
	    "a\t1.00\tCNY\tL\t2026-11-28\n"
	    "a\t2.00\tUSD\tL\t2026-11-28\n");
	becomes("a\t1.5\tCNY\tL\t-\n", "a\t0.25\tCNY\tL\t-\n",
	    "a\t1.75\tCNY\tL\t2026-11-28\n");
}

static void
refused(void)
{
	becomes("a\t1.00\tCNY\tL\t-\na\t2.00\tCNY\tL\t-\n", "",
	    "opening:2: key \"a\": has a second opening balance in CNY");
	becomes("a\t1.00\tCNY\tL\t-\na\t1.00\tCNY\tL\t-\n", "",
	    "opening:2: key \"a\": has a second opening balance in CNY");
	becomes("a\t1.00\tCNY\tL\t-\n", "a\t1.00\tCNY\tR\t-\n",
	    "postings:1: key \"a\": its balance in CNY is of side L, not R");
	becomes("b\t1.00\tCNY\tL\t-\na\t1.00\tCNY\tL\t-\n", "",
	    "opening:2: not in order: \"a\\x091.00\\x09CNY\\x09L\\x09-\" comes "
	    "after "
	    "\"b\\x091.00\\x09CNY\\x09L\\x09-\"; sort it with recon-sort or "
	    "LC_ALL=C "
	    "sort");
	becomes("", "b\t1.00\tCNY\tL\t-\na\t1.00\tCNY\tL\t-\n",
	    "postings:2: not in order: \"a\\x091.00\\x09CNY\\x09L\\x09-\" "
	    "comes after "
	    "\"b\\x091.00\\x09CNY\\x09L\\x09-\"; sort it with recon-sort or "
	    "LC_ALL=C "
	    "sort");
	becomes("a\tx\tCNY\tL\t-\n", "",
	    "opening:1: amount \"x\" is not an amount");
}

static void
days(void)
{
	becomes("a\t1.00\tCNY\tL\t2026-11-28\n", "",
	    "key \"a\": the opening balance is of 2026-11-28, and is to be "
	    "closed with 2026-11-28");
	becomes("a\t1.00\tCNY\tL\t2026-11-26\n",
	    "a\t1.00\tCNY\tL\t2026-11-26\na\t2.00\tCNY\tL\t2026-11-27\n",
	    "key \"a\": a posting is of 2026-11-26, which the opening balance "
	    "of 2026-11-26 has already");
	becomes("a\t1.00\tCNY\tL\t2026-11-26\n",
	    "a\t1.00\tCNY\tL\t2026-11-29\n",
	    "key \"a\": a posting is of 2026-11-29, and the balance of "
	    "2026-11-28");
	becomes("a\t1.00\tCNY\tL\t2026-11-26\n",
	    "a\t1.00\tCNY\tL\t2026-11-26\n",
	    "key \"a\": a posting is of 2026-11-26, which the opening balance "
	    "of 2026-11-26 has already");
	becomes("", "a\t1.00\tCNY\tL\t2026-11-29\n",
	    "key \"a\": a posting is of 2026-11-29, and the balance of "
	    "2026-11-28");
	becomes("a\t1.00\tCNY\tL\t2026-11-26\n",
	    "a\t1.00\tCNY\tL\t2026-11-27\na\t1.00\tCNY\tL\t2026-11-28\n",
	    "a\t3.00\tCNY\tL\t2026-11-28\n");
}

static void
large(void)
{
	static const char most[] = "170141183460469231731687303715884105727";
	char opening[256], want[256];

	snprintf(opening, sizeof opening, "a\t%s\tJPY\tL\t-\n", most);
	snprintf(want, sizeof want, "a\t%s\tJPY\tL\t2026-11-28\n", most);
	becomes(opening, "", want);
	becomes(opening, "a\t1\tJPY\tL\t-\n",
	    "opening:1: key \"a\": the balance is too large");
	becomes(opening, "b\t1\tJPY\tL\t-\n",
	    "the sum of all balances in JPY is too large");
}

/* An account that no batch holds, and one whose postings no batch holds. */
static void
many(void)
{
	enum { N = 3000 };
	FILE *f = fopen("postings", "w");
	struct close_told told;
	struct err e;

	for (int i = 1; i <= N; i++)
		fprintf(f, "a\t%d.00\tCNY\tL\t-\n", 1000 + i);
	fprintf(f, "b\t1.00\tCNY\tL\t-\n");
	fclose(f);
	scratch_write("opening", "a\t0.25\tCNY\tL\t-\n", 15);
	EXPECT(close_files("opening", "postings", "2026-11-28", "closing",
		   &told, &e) == 0);
	EXPECT(scratch_holds("closing",
	    "#recon record 2\na\t7501500.25\tCNY\tL\t2026-11-28\n"
	    "b\t1.00\tCNY\tL\t2026-11-28\n"
	    "#total\trecords=2\tL.CNY=7501501.25\txxh3="
	    "dd80bd2dc191c633\n"));
	EXPECT(told.balances == 2 && told.born == 1 && told.postings == N + 1);
	scratch_files(1);
}

int
main(int argc, char **argv)
{
	if (argc == 5) {
		struct close_told told;
		struct err e;

		if (close_files(argv[1], argv[2], argv[3], argv[4], &told, &e))
			return fprintf(stderr, "%s\n", e.text), (int)e.status;
		return 0;
	}
	scratch_begin();
	test("postings are added to opening balances", plain);
	test("what an opening balance carries stays", carried);
	test("each currency of an account has its balance", currencies);
	test("what cannot be closed is told with its place", refused);
	test("an opening balance has all of its day and those before", days);
	test("sums that are too large are told", large);
	test("accounts of many postings are closed in pieces", many);
	scratch_end();
	return test_done();
}
