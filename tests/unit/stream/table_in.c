#include "scratch.h"
#include "stream/line/line_digest.h"
#include "stream/table_in.h"
#include "test.h"

static const struct stream_rules lenient;

/* Reads a whole table; the number of rows, or -1 with the error told. */
static int
read_text(const char *text, struct err *e)
{
	struct table_in t;
	int r, rows = 0;

	scratch_write("in", text, strlen(text));
	e->text[0] = '\0';
	if (table_open(&t, "in", &lenient, e))
		return -1;
	while ((r = table_next(&t, e)) == 1)
		rows++;
	table_close(&t);
	return r < 0 ? -1 : rows;
}

static void
refuses(const char *text, const char *why)
{
	struct err e;

	EXPECT(read_text(text, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, why);
}

static void
names_and_rows(void)
{
	static const char text[] =
	    "#recon table 1\n# of the shop\n"
	    "order\tamount\tnote\n1\t10.00\t-\n2\t\ta\\tb\n"
	    "#total\trecords=2\n";
	struct table_in t;
	struct err e;
	bool twice;

	scratch_write("in", text, sizeof text - 1);
	EXPECT(table_open(&t, "in", &lenient, &e) == 0);
	EXPECT(t.n == 3);
	EXPECT(table_column(&t, SPAN("amount"), &twice) == 1 && !twice);
	EXPECT(table_column(&t, SPAN("amoun"), &twice) == -1 && !twice);
	EXPECT(table_next(&t, &e) == 1);
	EXPECT(span_eq(t.row, SPAN("1\t10.00\t-")));
	EXPECT(span_eq(t.fields[1], SPAN("10.00")));
	EXPECT(table_next(&t, &e) == 1);
	EXPECT(t.fields[1].len == 0);
	EXPECT(span_eq(t.fields[2], SPAN("a\\tb")));
	EXPECT(table_next(&t, &e) == 0);
	table_close(&t);
}

static void
a_name_twice(void)
{
	struct table_in t;
	struct err e;
	bool twice;

	scratch_write("in", "a\tb\ta\n", 6);
	EXPECT(table_open(&t, "in", &lenient, &e) == 0);
	EXPECT(table_column(&t, SPAN("a"), &twice) == -1 && twice);
	EXPECT(table_column(&t, SPAN("b"), &twice) == 1 && !twice);
	EXPECT(table_next(&t, &e) == 0);
	table_close(&t);
}

static void
tables_behind_each_other(void)
{
	struct err e;

	EXPECT(
	    read_text("#recon table 1\na\tb\n1\t2\n#total\trecords=1\n"
		      "#recon table 1\na\tb\n3\t4\n5\t6\n#total\trecords=2\n",
		&e) == 3);
	EXPECT(read_text("#recon table 1\na\n#total\trecords=0\n"
			 "#recon table 1\na\n#total\trecords=0\n",
		   &e) == 0);
	refuses("#recon table 1\na\tb\n1\t2\n#total\trecords=1\n"
		"#recon table 1\nb\ta\n3\t4\n#total\trecords=1\n",
	    "in:6: the columns \"b\\x09a\" are not those of the table before "
	    "it, \"a\\x09b\"");
}

/* Rows that lie ready and those that do not, of one table and of two. */
static void
digests(void)
{
	struct buf one = { 0 }, b = { 0 };
	struct err e;
	uint64_t digest;

	buf_str(&one, "key\tnote\n");
	for (int i = 0; i < 20000; i++)
		buf_printf(&one, "k%d\t%0*d\n%s", i, i % 90, i,
		    i % 1000 ? "" : "# a comment\n");
	digest = line_digest_text(buf_span(&one));
	for (int wrong = 0; wrong < 2; wrong++) {
		buf_clear(&b);
		for (int i = 0; i < 2; i++) {
			buf_str(&b, "#recon table 2\n");
			buf_add(&b, buf_span(&one));
			buf_str(&b, "#total\trecords=20000\t");
			line_digest_format(&b, digest);
			buf_byte(&b, '\n');
		}
		buf_byte(&b, '\0');
		b.p[b.len / 3] ^= (char)wrong;
		EXPECT(read_text(b.p, &e) == (wrong ? -1 : 40000));
		EXPECT_STR(e.text,
		    wrong ? "in: count and sums agree, the lines do not: a "
			    "tool between changed them"
			  : "");
	}
	buf_free(&one);
	buf_free(&b);
	refuses("#recon table 2\nkey\tnotf\n1\t2\n#total\trecords=1\t"
		"xxh3=46dc5241cff1c451\n",
	    "in: count and sums agree, the lines do not: a tool between "
	    "changed them");
	EXPECT(read_text("#recon table 2\nkey\tnote\n1\t2\n"
			 "#total\trecords=1\txxh3=46dc5241cff1c451\n",
		   &e) == 1);
}

static void
ragged_rows(void)
{
	refuses("a\tb\n1\n", "in:2: 1 fields, but the table has 2 columns");
	refuses("a\tb\n1\t2\n1\t2\t\n",
	    "in:3: 3 fields, but the table has 2 columns");
	refuses("a\tb\n\n", "in:2: 1 fields, but the table has 2 columns");
}

static void
no_names(void)
{
	refuses("# from the shop\n", "in: has no line of column names");
	refuses("a\tb\r\n1\t2\r\n", "in:1: the line ends in CR LF, not in LF");
	refuses("#recon record 1\nk\t1\tCNY\tL\t-\n",
	    "in:1: a record stream where a table stream belongs");
}

/* What recon-clean makes of a bill of no bytes, where that is allowed. */
static void
nothing_announced(void)
{
	struct err e;

	EXPECT(read_text("#recon table 1\n#total\trecords=0\n", &e) == 0);
}

static void
cut_off(void)
{
	refuses("#recon table 1\na\tb\n1\t2\n",
	    "in: ends without its "
	    "#total: what writes it did not finish");
	refuses("#recon table 1\na\tb\n1\t2\n#total\trecords=2\n",
	    "in: #total says 2 records, read 1");
}

/* Put aside: the reader goes on, and the row is counted all the same. */
static void
ragged_row_aside(void)
{
	static const char text[] = "#recon table 1\na\tb\n1\n2\t3\n4\t5\t6\n"
				   "#total\trecords=3\n";
	struct table_in t;
	struct err e;

	scratch_write("in", text, sizeof text - 1);
	EXPECT(table_open(&t, "in", &lenient, &e) == 0);
	t.take_ragged = true;
	EXPECT(table_next(&t, &e) == 2 && span_eq(t.row, SPAN("1")));
	EXPECT_STR(e.text, "1 fields, but the table has 2 columns");
	EXPECT(table_next(&t, &e) == 1 && span_eq(t.fields[1], SPAN("3")));
	EXPECT(table_next(&t, &e) == 2 && span_eq(t.row, SPAN("4\t5\t6")));
	EXPECT(table_next(&t, &e) == 0);
	table_close(&t);
}

static void
no_bytes(void)
{
	const struct stream_rules rules = { .allow_empty = true };
	struct table_in t;
	struct err e;

	scratch_write("in", "", 0);
	EXPECT(table_open(&t, "in", &lenient, &e) == -1);
	EXPECT(table_open(&t, "in", &rules, &e) == 0 && t.n == 0);
	EXPECT(table_next(&t, &e) == 0);
	table_close(&t);
}

static void
names_in_escapes(void)
{
	static const char text[] = "\\x23a\tb\\tc\n";
	struct table_in t;
	struct err e;
	bool twice;

	scratch_write("in", text, sizeof text - 1);
	EXPECT(table_open(&t, "in", &lenient, &e) == 0);
	EXPECT(table_column(&t, SPAN("#a"), &twice) == 0);
	EXPECT(table_column(&t, SPAN("b\\x09c"), &twice) == 1);
	EXPECT(table_column(&t, SPAN("b"), &twice) == -1 && !twice);
	table_close(&t);
}

int
main(void)
{
	scratch_begin();
	test("the first line names the columns, the others are rows",
	    names_and_rows);
	test("a name that stands twice is told apart from one that is "
	     "missing",
	    a_name_twice);
	test("rows and column names are in the digest of a table", digests);
	test("a table behind a table has the same columns",
	    tables_behind_each_other);
	test("a row with another number of fields is refused", ragged_rows);
	test("such a row can be put aside", ragged_row_aside);
	test("an input of no bytes is a table where that is allowed", no_bytes);
	test("a name is found however it is escaped", names_in_escapes);
	test("an input without column names is refused", no_names);
	test("a table that is announced and totalled may be nothing",
	    nothing_announced);
	test("a table that was cut off is refused", cut_off);
	scratch_end();
	return test_done();
}
